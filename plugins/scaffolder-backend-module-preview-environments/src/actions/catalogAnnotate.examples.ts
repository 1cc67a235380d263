import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const annotations = { 'preview-environments.io/definition': 'preview.yaml' };

export const examples: TemplateExample[] = [
  {
    description: 'Opt the only component of catalog-info.yaml in to previews',
    example: stringify({
      steps: [
        {
          id: 'annotate',
          name: 'Annotate the component',
          action: 'preview:catalog:annotate',
          input: { annotations },
        },
      ],
    }),
  },
  {
    description: 'Choose one of several entities in a file of another name',
    example: stringify({
      steps: [
        {
          id: 'annotate',
          name: 'Annotate the component',
          action: 'preview:catalog:annotate',
          input: {
            path: './catalog/all.yaml',
            kind: 'Component',
            name: 'web',
            namespace: 'shop',
            annotations,
          },
        },
      ],
    }),
  },
];
