import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Diagnosis } from '@previewenv/plugin-preview-environments-common';
import {
  layOut,
  type PlacedEdge,
  type PlacedNode,
} from '../../preview/pathLayout';
import { previewEnvironmentsTranslationRef } from '../../translations';

const box = { width: 136, height: 40 };
const gap = { column: 72, row: 24 };
const margin = 4;
/** Of letters, in a box. */
const longestName = 16;

const useStyles = makeStyles((theme: Theme) => ({
  scroller: {
    overflowX: 'auto',
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  },
  picture: { display: 'block', fontFamily: theme.typography.fontFamily },
  box: {
    fill: theme.palette.background.paper,
    stroke: theme.palette.text.secondary,
  },
  previewed: { strokeWidth: 3, stroke: theme.palette.primary.main },
  name: { fill: theme.palette.text.primary, fontSize: 13, fontWeight: 600 },
  place: { fill: theme.palette.text.secondary, fontSize: 11 },
  call: { fill: 'none', strokeWidth: 2 },
  mark: { strokeWidth: 2, fill: theme.palette.background.paper },
  arrived: { stroke: theme.palette.status.ok },
  lost: { stroke: theme.palette.status.error },
  unknown: { stroke: theme.palette.status.aborted, strokeDasharray: '4 4' },
}));

/** The way of the marked request, left to right. Says in one sentence what it shows; the list beside it has every call. */
export function PathPicture({ diagnosis }: { diagnosis: Diagnosis }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const layout = layOut(diagnosis);
  const width = xOf(layout.columns) - gap.column + margin;
  const height = yOf(layout.rows) - gap.row + margin;
  const count = (verdict: string) =>
    String(diagnosis.edges.filter(edge => edge.verdict === verdict).length);
  const title = t('doctor.picture', {
    all: String(diagnosis.edges.length),
    arrived: count('arrived'),
    lost: count('lost'),
    unknown: count('unknown'),
  });
  return (
    <div
      className={classes.scroller}
      role="group"
      aria-label={title}
      // Wider than a small screen, and then to be scrolled by keys as well.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <svg
        aria-hidden
        className={classes.picture}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {layout.edges.map(edge => (
          <Call key={`${edge.from.name} ${edge.to.name}`} edge={edge} />
        ))}
        {layout.nodes.map(node => (
          <Service key={node.name ?? ''} node={node} />
        ))}
      </svg>
    </div>
  );
}

function Service({ node }: { node: PlacedNode }) {
  const classes = useStyles();
  const { t } = useTranslationRef(previewEnvironmentsTranslationRef);
  const { name, previewed, column, row } = node;
  const x = xOf(column) + box.width / 2;
  const place = previewed ? t('doctor.previewed') : t('doctor.baseline');
  return (
    <>
      <rect
        x={xOf(column)}
        y={yOf(row)}
        {...box}
        rx={6}
        className={`${classes.box} ${previewed ? classes.previewed : ''}`}
      />
      <text
        x={x}
        y={yOf(row) + (name === undefined ? 25 : 17)}
        textAnchor="middle"
        className={classes.name}
      >
        {shortened(name ?? t('doctor.gateway'))}
      </text>
      {name !== undefined && (
        <text
          x={x}
          y={yOf(row) + 32}
          textAnchor="middle"
          className={classes.place}
        >
          {place}
        </text>
      )}
    </>
  );
}

/** A line with a mark in its middle, so that nobody has to tell colours apart: a tick, a cross, or nothing on a dashed line. */
function Call({ edge }: { edge: PlacedEdge }) {
  const classes = useStyles();
  const { from, to, verdict } = edge;
  const back = to.column <= from.column;
  const start = {
    x: xOf(from.column) + (back ? 0 : box.width),
    y: yOf(from.row) + box.height / 2 + (back ? 10 : 0),
  };
  const end = {
    x: xOf(to.column) + (back ? box.width : 0),
    y: yOf(to.row) + box.height / 2 + (back ? 10 : 0),
  };
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  return (
    <g data-verdict={verdict}>
      <path
        d={`M ${start.x} ${start.y} C ${middle.x} ${start.y}, ${middle.x} ${end.y}, ${end.x} ${end.y}`}
        className={`${classes.call} ${classes[verdict]}`}
      />
      {verdict !== 'unknown' && (
        <>
          <circle
            cx={middle.x}
            cy={middle.y}
            r={9}
            className={`${classes.mark} ${classes[verdict]}`}
          />
          <path
            d={
              verdict === 'arrived'
                ? `M ${middle.x - 4} ${middle.y} l 3 3 l 5 -6`
                : `M ${middle.x - 3.5} ${middle.y - 3.5} l 7 7 m 0 -7 l -7 7`
            }
            className={`${classes.call} ${classes[verdict]}`}
          />
        </>
      )}
    </g>
  );
}

function xOf(column: number): number {
  return margin + column * (box.width + gap.column);
}

function yOf(row: number): number {
  return margin + row * (box.height + gap.row);
}

function shortened(name: string): string {
  return name.length > longestName
    ? `${name.slice(0, longestName - 1)}…`
    : name;
}
