import { section } from './section';
import { oneOf, text } from './values';

const traces = section({
  kind: oneOf(['jaeger', 'tempo']),
  url: text(
    'has to be the URL of the query API, for instance http://jaeger-query.observability:16686',
  )
    .regex(
      /^https?:\/\/[^\s/@]+(\/\S*)?$/,
      'has to be the URL of the query API, for instance http://jaeger-query.observability:16686',
    )
    .transform(url => url.replace(/\/+$/, '')),
  authorization: text(
    'has to be the value of the header Authorization, for instance Bearer …',
  ).optional(),
  keyAttribute: text(
    'has to be the span attribute that every service writes the routing key into, for instance preview',
  ).optional(),
}).transform(settings => ({
  authorization: undefined,
  keyAttribute: undefined,
  ...settings,
}));

/** `previewEnvironments.doctor`: where evidence of marked requests is found, beside what their answers say. */
export const doctorSchema = section({
  traces: traces.optional(),
  accessLogs: section({
    container: text(
      'has to be the container of the proxy beside a service, for instance istio-proxy',
    ).default('istio-proxy'),
  }).optional(),
})
  .prefault({})
  .transform(({ traces: asked, accessLogs }) => ({
    traces: asked,
    accessLogs,
  }));
