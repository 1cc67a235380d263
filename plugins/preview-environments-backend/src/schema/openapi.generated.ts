// Generated from plugins/preview-environments-backend/src/schema/openapi.yaml by `npm run generate`.
export const spec = {
  openapi: '3.0.3',
  info: {
    title: 'preview-environments',
    version: '1',
    description:
      'Live preview environments of pull requests, what they are waiting for, and what can be done with them.',
    license: {
      name: 'Apache-2.0',
      url: 'https://www.apache.org/licenses/LICENSE-2.0.html',
    },
  },
  servers: [{ url: '/' }],
  paths: {
    '/v1/previews': {
      get: {
        operationId: 'listPreviews',
        description:
          'Previews with at least one component that the caller may read, newest first.',
        parameters: [
          {
            name: 'entityRef',
            in: 'query',
            required: false,
            allowReserved: true,
            description: 'Only previews with this component.',
            schema: { type: 'string' },
          },
          {
            name: 'repository',
            in: 'query',
            required: false,
            allowReserved: true,
            description:
              'Only previews of this repository: owner/name, or host/owner/name.',
            schema: { type: 'string' },
          },
          {
            name: 'phase',
            in: 'query',
            required: false,
            description:
              'Only previews in one of these phases. Without it, all but gone.',
            explode: true,
            schema: {
              type: 'array',
              items: { $ref: '#/components/schemas/Phase' },
            },
          },
          {
            name: 'owner',
            in: 'query',
            required: false,
            allowReserved: true,
            description:
              'Only previews of components that this user or group owns.',
            schema: { type: 'string' },
          },
          {
            name: 'limit',
            in: 'query',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
          },
          { $ref: '#/components/parameters/cursor' },
        ],
        responses: {
          '200': {
            description: 'A page of previews.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PreviewPage' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'createPreview',
        description:
          'Asks for a preview of the head of a branch, or for a new lease of the one that there is. It follows the branch, and ends with it or with its lease.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PreviewRequest' },
            },
          },
        },
        responses: {
          '202': {
            description: 'It has been asked for, and can be read in a moment.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RequestedPreview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}': {
      get: {
        operationId: 'getPreview',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The preview.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'deletePreview',
        description:
          'Takes the preview away, although its pull request stays open. A new commit or `redeploy` brings it back.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '202': {
            description: 'The removal has been asked for.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/redeploy': {
      post: {
        operationId: 'redeployPreview',
        description:
          'Looks again at once, and asks for a new sync where the last one failed.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '202': {
            description: 'The redeploy has been asked for.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/approve': {
      post: {
        operationId: 'approvePreview',
        description:
          'Lets one commit run that waits for a person, for instance because it is from a fork. It says nothing of any other commit. Needs the permission to approve.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ApproveRequest' },
            },
          },
        },
        responses: {
          '202': {
            description: 'The commit is approved.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/extend': {
      post: {
        operationId: 'extendPreview',
        description: 'Lets the preview live longer than its definition says.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ExtendRequest' },
            },
          },
        },
        responses: {
          '202': {
            description: 'It has been asked for.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/keep': {
      post: {
        operationId: 'keepPreview',
        description:
          'Takes the preview out of expiry until `unkeep`. It still goes with its pull request.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '202': {
            description: 'It has been asked for.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/unkeep': {
      post: {
        operationId: 'unkeepPreview',
        description: 'Lets the preview expire again.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '202': {
            description: 'It has been asked for.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/sleep': {
      post: {
        operationId: 'sleepPreview',
        description:
          'Takes away what runs of the preview until `wake`. Its namespace stays; it still expires and goes with its pull request.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '202': {
            description: 'It has been asked for.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/wake': {
      post: {
        operationId: 'wakePreview',
        description: 'Has a preview that sleeps run again, at the head commit.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '202': {
            description: 'It has been asked for.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/release': {
      post: {
        operationId: 'releasePreview',
        description:
          'Gives up on what holds up the removal of a preview, for administrators. With dryRun it only says what would be abandoned.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ReleaseRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'What is abandoned.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Release' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/doctor': {
      post: {
        operationId: 'examinePreview',
        description:
          "Sends one marked request through the preview's URL and says for every dependency of its components whether the routing key arrived. Needs the permission to read, because it changes nothing and asks no more than a visit of the URL does.",
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ExamineRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'What was found out.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Diagnosis' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/entry': {
      get: {
        operationId: 'listEntryObjects',
        description:
          'The routes that lead to the preview on hosts of the shared environment, by a live read, without what only those who follow a link may know.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The routes.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/EntryObjectList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'makeEntryLink',
        description:
          'Makes a signed link that leads to the preview on a host of the shared environment, for a while. Needs the permission to read.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/EntryRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The link.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/EntryLink' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/entry/{token}': {
      get: {
        operationId: 'followEntryLink',
        description:
          'Sends a browser on to the host that a signed link is for. Needs no user, because the signature is the permission.',
        parameters: [
          {
            name: 'token',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 4096 },
          },
        ],
        responses: {
          '302': { description: 'Where the link leads.' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/clusters/{name}/adoptable': {
      get: {
        operationId: 'listAdoptable',
        description:
          "Objects for the platform to adopt into its own manifests, made for the cluster's Gateway. They change what is not ours. For administrators.",
        parameters: [
          {
            name: 'name',
            in: 'path',
            required: true,
            schema: { type: 'string', maxLength: 253 },
          },
        ],
        responses: {
          '200': {
            description: 'The objects.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/AdoptableList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/orphans': {
      get: {
        operationId: 'listOrphans',
        description:
          'What carries our labels in a cluster without a reason to exist. For administrators.',
        responses: {
          '200': {
            description: 'The orphans, oldest first.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/OrphanList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/orphans/{id}/release': {
      post: {
        operationId: 'releaseOrphan',
        description:
          'Leaves an orphan to whoever wants it. It is not removed by us any more and not shown again. For administrators.',
        parameters: [{ $ref: '#/components/parameters/orphanId' }],
        responses: {
          '200': {
            description: 'The orphan that was given up.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Orphan' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/quotas': {
      get: {
        operationId: 'listQuotas',
        description:
          'How many requests code hosts still allow, as the last answers to this replica have told. No code host is asked. For administrators.',
        responses: {
          '200': {
            description: 'One for each account that requests were made for.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/QuotaList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/sweep': {
      get: {
        operationId: 'getSweep',
        description:
          'How the comparison of code hosts, store and clusters is doing, and what it holds back. For administrators.',
        responses: {
          '200': {
            description: 'The state of the sweep.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Sweep' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/sweep/release': {
      post: {
        operationId: 'releaseSweep',
        description:
          'Lets the removals that are held back go on. For administrators.',
        responses: {
          '200': {
            description: 'The state of the sweep.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Sweep' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/history': {
      get: {
        operationId: 'getPreviewHistory',
        description: 'What happened to the preview, newest first.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          {
            name: 'limit',
            in: 'query',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
          },
          { $ref: '#/components/parameters/cursor' },
        ],
        responses: {
          '200': {
            description: 'A page of the history.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/HistoryPage' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/objects': {
      get: {
        operationId: 'getPreviewObjects',
        description:
          'The objects that were made for the preview and were there at the last look. In the mode observe, those that would be made.',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': {
            description: 'The objects, in the order in which they are made.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ObjectList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/previews/{id}/logs': {
      get: {
        operationId: 'getPreviewLogs',
        description: 'The last log lines of one container of the preview.',
        parameters: [
          { $ref: '#/components/parameters/id' },
          {
            name: 'pod',
            in: 'query',
            required: true,
            schema: { type: 'string', minLength: 1, maxLength: 253 },
          },
          {
            name: 'container',
            in: 'query',
            required: false,
            schema: { type: 'string', minLength: 1, maxLength: 63 },
          },
          {
            name: 'tail',
            in: 'query',
            required: false,
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 2000,
              default: 200,
            },
          },
        ],
        responses: {
          '200': {
            description: 'The lines.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Logs' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/repositories': {
      get: {
        operationId: 'listRepositories',
        description:
          'How the repository of a component is being watched, and what is wrong with it if anything is.',
        parameters: [
          {
            name: 'entityRef',
            in: 'query',
            required: true,
            allowReserved: true,
            schema: { type: 'string' },
          },
        ],
        responses: {
          '200': {
            description: "The repositories, one per definition's home.",
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RepositoryList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/validate': {
      post: {
        operationId: 'validate',
        description:
          'Says whether a definition would work, before it is merged, or whether an entity that the caller may read gets previews. Changes nothing.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ValidateRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The findings; none means that it would work.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ValidateResponse' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
  },
  components: {
    parameters: {
      id: {
        name: 'id',
        in: 'path',
        required: true,
        description: 'The preview, for instance `web-pr-42`.',
        schema: { type: 'string', minLength: 1, maxLength: 53 },
      },
      orphanId: {
        name: 'id',
        in: 'path',
        required: true,
        description: 'The orphan as the list names it.',
        schema: { type: 'string', minLength: 1, maxLength: 255 },
      },
      cursor: {
        name: 'cursor',
        in: 'query',
        required: false,
        description:
          'Where the last page ended; the `nextCursor` that came with it.',
        schema: { type: 'string', maxLength: 512 },
      },
    },
    responses: {
      Error: {
        description: 'An error, in the shape that all Backstage plugins use.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    },
    schemas: {
      Phase: {
        type: 'string',
        enum: [
          'awaiting-approval',
          'queued',
          'awaiting-image',
          'provisioning',
          'deploying',
          'verifying',
          'ready',
          'degraded',
          'failed',
          'asleep',
          'terminating',
          'gone',
        ],
      },
      Preview: {
        type: 'object',
        required: [
          'id',
          'repository',
          'pullRequest',
          'phase',
          'reason',
          'components',
          'createdAt',
          'kept',
          'blockedBy',
          'mode',
          'actions',
        ],
        properties: {
          id: { type: 'string' },
          repository: {
            type: 'object',
            required: ['host', 'owner', 'name', 'slug'],
            properties: {
              host: { type: 'string' },
              owner: { type: 'string' },
              name: { type: 'string' },
              slug: { type: 'string', description: 'owner/name' },
            },
          },
          pullRequest: {
            type: 'object',
            description:
              'Of a branch without pull request (`branch`): number 0, the branch as title and headRef.',
            required: [
              'number',
              'title',
              'author',
              'headSha',
              'headRef',
              'url',
            ],
            properties: {
              number: { type: 'integer' },
              title: { type: 'string' },
              author: { type: 'string' },
              headSha: { type: 'string' },
              headRef: { type: 'string' },
              url: { type: 'string' },
              kind: { $ref: '#/components/schemas/ChangeKind' },
            },
          },
          branch: {
            type: 'object',
            description:
              'The branch that it was made for, where that has no pull request.',
            required: ['name', 'requestedBy'],
            properties: {
              name: { type: 'string' },
              requestedBy: { type: 'string' },
            },
          },
          phase: { $ref: '#/components/schemas/Phase' },
          reason: {
            type: 'string',
            description:
              'What it is waiting for or what is wrong, in words for a developer.',
          },
          failingHop: { $ref: '#/components/schemas/FailingHop' },
          runUrl: {
            type: 'string',
            description:
              'The page of the build that it waits for, or that has failed. Absent where none is known.',
          },
          url: {
            type: 'string',
            description:
              'Answered a probe when the phase is ready. Absent until the preview has a host.',
          },
          wantedSha: {
            type: 'string',
            description:
              "The commit that may run. It is not the pull request's head while that waits for an approval or is paused. Absent while none may.",
          },
          liveSha: {
            type: 'string',
            description:
              "The commit that the URL answers with at present. It trails the pull request's head while a new commit is being deployed.",
          },
          components: {
            type: 'array',
            items: { $ref: '#/components/schemas/PreviewComponent' },
          },
          createdAt: { type: 'string', format: 'date-time' },
          phaseSince: { type: 'string', format: 'date-time' },
          readyAt: { type: 'string', format: 'date-time' },
          expiresAt: {
            type: 'string',
            format: 'date-time',
            description:
              'When it goes although its pull request stays open. Absent when it does not expire or is kept.',
          },
          expiryReason: { type: 'string', description: 'Which limit ends it.' },
          stuckSince: {
            type: 'string',
            format: 'date-time',
            description: 'Since when its removal has been past a deadline.',
          },
          kept: { type: 'boolean' },
          blockedBy: {
            type: 'array',
            description: 'What holds up the present step.',
            items: { type: 'string' },
          },
          feedbackProblems: {
            type: 'array',
            description:
              'Why the pull request does not show all of this, each with its cure. Absent when it does.',
            items: { type: 'string' },
          },
          mode: {
            type: 'string',
            enum: ['on', 'observe'],
            description:
              'In observe the phase is what would be; nothing has been written.',
          },
          actions: {
            type: 'array',
            description: 'What the caller may do now.',
            items: { $ref: '#/components/schemas/PreviewAction' },
          },
          entry: { $ref: '#/components/schemas/PreviewEntry' },
          group: {
            type: 'array',
            description:
              'The pull requests that it is linked to. Absent when it is linked to none, and in lists.',
            items: { $ref: '#/components/schemas/PreviewGroupMember' },
          },
        },
      },
      PreviewGroupMember: {
        type: 'object',
        required: ['services'],
        properties: {
          id: {
            type: 'string',
            description:
              'Its preview. Absent when it has none, or the caller may not see it.',
          },
          phase: { $ref: '#/components/schemas/Phase' },
          pullRequest: {
            type: 'object',
            description: 'Absent when the caller may not see it.',
            required: ['slug', 'number'],
            properties: {
              slug: { type: 'string', description: 'owner/name' },
              number: { type: 'integer' },
              url: { type: 'string' },
              kind: { $ref: '#/components/schemas/ChangeKind' },
            },
          },
          services: {
            type: 'array',
            description:
              'Services of the shared environment, as namespace/name, that it answers for when requests to the preview call them.',
            items: { type: 'string' },
          },
          reason: {
            type: 'string',
            description: 'Why requests do not reach it.',
          },
        },
      },
      PreviewEntry: {
        type: 'object',
        description:
          'How a signed link leads to it on a host of the shared environment. Absent where no such host is named.',
        required: ['hosts', 'allowed', 'linkSeconds', 'visitSeconds'],
        properties: {
          hosts: { type: 'array', minItems: 1, items: { type: 'string' } },
          allowed: {
            type: 'boolean',
            description:
              'Whether a link leads anywhere now. Whoever may see the preview may ask for one.',
          },
          reason: { type: 'string', description: 'Why not.' },
          linkSeconds: {
            type: 'integer',
            description: 'For how long a link can be followed.',
          },
          visitSeconds: {
            type: 'integer',
            description:
              'For how long a browser that followed one is led to the preview.',
          },
        },
      },
      EntryRequest: {
        type: 'object',
        additionalProperties: false,
        properties: {
          host: {
            type: 'string',
            maxLength: 253,
            description:
              "One of the preview's stable hosts. Without it the first.",
          },
          path: {
            type: 'string',
            maxLength: 1024,
            description: 'Where to on that host. Without it its start page.',
          },
        },
      },
      EntryLink: {
        type: 'object',
        required: ['url', 'expiresAt'],
        properties: {
          url: { type: 'string', description: 'What to open in a browser.' },
          expiresAt: { type: 'string', format: 'date-time' },
        },
      },
      EntryObjectList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              description: 'The manifest.',
              additionalProperties: true,
            },
          },
        },
      },
      AdoptableList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Adoptable' },
          },
        },
      },
      Adoptable: {
        type: 'object',
        required: ['purpose', 'explanation', 'object'],
        properties: {
          purpose: { type: 'string', enum: ['key-stripping', 'login'] },
          explanation: { type: 'string', description: 'What to do with it.' },
          object: {
            type: 'object',
            description: 'The manifest.',
            additionalProperties: true,
          },
        },
      },
      FailingHop: {
        type: 'object',
        description:
          'Where a request to the preview gets no further, for machines. Absent where that is not known. The other fields depend on the hop.',
        required: ['hop'],
        properties: {
          hop: {
            type: 'string',
            enum: [
              'dns',
              'gateway',
              'tls',
              'listener',
              'route',
              'endpoints',
              'pod',
              'version',
              'login',
              'application',
            ],
          },
          host: { type: 'string' },
          address: {
            type: 'string',
            description: 'Where the gateway was dialled.',
          },
          problem: {
            type: 'string',
            enum: ['not-covered', 'not-valid-now', 'untrusted', 'refused'],
            description: 'What is wrong with the certificate or the handshake.',
          },
          condition: {
            type: 'string',
            enum: ['Accepted', 'ResolvedRefs'],
            description: 'The condition of the route that is False.',
          },
          service: { type: 'string' },
          pod: { type: 'string' },
          found: { type: 'string', description: 'What answered instead.' },
          status: { type: 'integer' },
        },
      },
      ExamineRequest: {
        type: 'object',
        properties: {
          path: {
            type: 'string',
            maxLength: 1024,
            pattern: '^/[!-~]*$',
            description:
              'A page that makes the service call its dependencies. Default: /.',
          },
        },
      },
      Diagnosis: {
        type: 'object',
        required: ['askedAt', 'nodes', 'edges', 'sources'],
        properties: {
          askedAt: { type: 'string', format: 'date-time' },
          url: { type: 'string', description: 'What was asked for.' },
          status: {
            type: 'integer',
            description: 'Of the answer. Absent when there was none.',
          },
          traceId: {
            type: 'string',
            description: 'The trace of the marked request.',
          },
          problem: {
            type: 'string',
            description:
              'Why no marked request came through, which leaves every edge unknown.',
          },
          nodes: {
            type: 'array',
            items: { $ref: '#/components/schemas/PropagationNode' },
          },
          edges: {
            type: 'array',
            description: 'In the order in which a request passes them.',
            items: { $ref: '#/components/schemas/PropagationEdge' },
          },
          sources: {
            type: 'array',
            items: { $ref: '#/components/schemas/EvidenceSource' },
          },
        },
      },
      PropagationNode: {
        type: 'object',
        required: ['name', 'previewed'],
        properties: {
          name: { type: 'string', description: 'Unique among the nodes.' },
          title: { type: 'string' },
          entityRef: { type: 'string' },
          previewed: {
            type: 'boolean',
            description: 'Whether the preview has its own.',
          },
        },
      },
      PropagationEdge: {
        type: 'object',
        required: ['to', 'verdict', 'evidence'],
        properties: {
          from: {
            type: 'string',
            description: 'A node. Absent for the gateway.',
          },
          to: { type: 'string', description: 'A node.' },
          verdict: {
            type: 'string',
            enum: ['arrived', 'lost', 'unknown'],
            description: 'Lost: the key was still there before this edge.',
          },
          evidence: {
            type: 'array',
            description: 'For people.',
            items: { type: 'string' },
          },
        },
      },
      EvidenceSource: {
        type: 'object',
        required: ['name', 'sightings'],
        properties: {
          name: { type: 'string' },
          sightings: {
            type: 'integer',
            description: 'How often it saw the marked request.',
          },
          problem: {
            type: 'string',
            description: 'Why it could not be asked.',
          },
        },
      },
      PreviewAction: {
        type: 'object',
        required: ['name', 'allowed'],
        properties: {
          name: {
            type: 'string',
            enum: [
              'approve',
              'redeploy',
              'delete',
              'extend',
              'keep',
              'unkeep',
              'sleep',
              'wake',
              'release',
            ],
          },
          allowed: { type: 'boolean' },
          reason: { type: 'string', description: 'Why not.' },
        },
      },
      PreviewComponent: {
        type: 'object',
        required: ['name', 'health', 'urls'],
        properties: {
          name: { type: 'string' },
          entityRef: {
            type: 'string',
            description:
              'The entity that it belongs to. The first of entityRefs.',
          },
          entityRefs: {
            type: 'array',
            description:
              'All entities that name its definition and that the caller may read.',
            items: { type: 'string' },
          },
          image: { type: 'string' },
          application: { type: 'string' },
          health: {
            type: 'string',
            enum: [
              'unknown',
              'absent',
              'progressing',
              'healthy',
              'degraded',
              'deleting',
            ],
          },
          reason: { type: 'string' },
          urls: { type: 'array', items: { type: 'string' } },
          stableHosts: {
            type: 'array',
            description:
              'Hosts of the shared environment that signed links lead to it on.',
            items: { type: 'string' },
          },
        },
      },
      ApproveRequest: {
        type: 'object',
        required: ['headSha'],
        properties: {
          headSha: {
            type: 'string',
            pattern: '^([0-9a-f]{40}|[0-9a-f]{64})$',
            description:
              'The commit that was looked at, by its whole id. Refused when it is not the head any more.',
          },
        },
      },
      ExtendRequest: {
        type: 'object',
        properties: {
          by: {
            type: 'string',
            maxLength: 32,
            description:
              'For instance 12h or 2d, counted from now or from the present end, whichever is later. Default: 1d.',
          },
        },
      },
      PreviewRequest: {
        type: 'object',
        description: 'One of entityRef and repository is needed.',
        required: ['branch'],
        properties: {
          entityRef: {
            type: 'string',
            maxLength: 500,
            description: 'The entity whose components are previewed.',
          },
          repository: {
            type: 'string',
            maxLength: 500,
            description:
              'owner/name, or host/owner/name: all of its components.',
          },
          branch: { type: 'string', minLength: 1, maxLength: 255 },
          ttl: {
            type: 'string',
            maxLength: 32,
            description:
              'How long it lasts unless it is extended, for instance 8h or 2d. Default: what the platform says.',
          },
        },
      },
      ChangeKind: {
        type: 'string',
        enum: ['pull-request', 'merge-request'],
        description:
          'What its code host calls it: a pull request, #12, which it is without this, or a merge request, !12.',
      },
      RequestedPreview: {
        type: 'object',
        required: ['id', 'repository', 'branch', 'headSha', 'expiresAt'],
        properties: {
          id: { type: 'string' },
          repository: {
            type: 'object',
            required: ['host', 'owner', 'name'],
            properties: {
              host: { type: 'string' },
              owner: { type: 'string' },
              name: { type: 'string' },
            },
          },
          branch: { type: 'string' },
          headSha: { type: 'string' },
          expiresAt: {
            type: 'string',
            format: 'date-time',
            description:
              'When its lease is over: later than asked where others asked for longer or extended it. spec.expiry and the limits of the platform may end it sooner, which the preview itself tells.',
          },
        },
      },
      ReleaseRequest: {
        type: 'object',
        properties: {
          dryRun: {
            type: 'boolean',
            description: 'Only says what would be abandoned. False without it.',
          },
        },
      },
      Release: {
        type: 'object',
        required: ['released', 'abandons'],
        properties: {
          released: { type: 'boolean', description: 'False after a dry run.' },
          abandons: {
            type: 'array',
            description: 'What is left in the cluster for people to remove.',
            items: { $ref: '#/components/schemas/ClusterObject' },
          },
        },
      },
      Orphan: {
        type: 'object',
        required: ['id', 'cluster', 'objects', 'reason', 'foundAt', 'state'],
        properties: {
          id: { type: 'string' },
          previewId: {
            type: 'string',
            description: 'The preview that it says it belongs to.',
          },
          cluster: { type: 'string' },
          objects: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterObject' },
          },
          reason: {
            type: 'string',
            description: 'Why nothing should be there.',
          },
          foundAt: { type: 'string', format: 'date-time' },
          confirmedAt: {
            type: 'string',
            format: 'date-time',
            description:
              'When a second reading found it again. Nothing is removed before.',
          },
          state: {
            type: 'string',
            enum: ['suspected', 'removing', 'held'],
            description:
              'Held: more would go at once than is allowed without an administrator.',
          },
          blockedBy: { type: 'array', items: { type: 'string' } },
        },
      },
      OrphanList: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Orphan' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      Quota: {
        type: 'object',
        required: ['host', 'account', 'short', 'requests'],
        properties: {
          host: { type: 'string' },
          account: {
            type: 'string',
            description: 'Whom the limits are for, in words.',
          },
          limit: { type: 'integer', description: 'Requests in an hour.' },
          remaining: { type: 'integer' },
          resetsAt: { type: 'string', format: 'date-time' },
          short: {
            type: 'boolean',
            description:
              'Less than a fifth is left, so that listings are made less often and pull requests are told changes of the phase only.',
          },
          pausedUntil: {
            type: 'string',
            format: 'date-time',
            description:
              'Until when the host is left alone because it asked for that.',
          },
          requests: {
            type: 'object',
            description: 'Since the start of this replica.',
            required: ['charged', 'unchanged', 'limited'],
            properties: {
              charged: { type: 'integer' },
              unchanged: {
                type: 'integer',
                description: 'Answered as unchanged. They cost nothing.',
              },
              limited: { type: 'integer', description: 'Refused as too many.' },
            },
          },
        },
      },
      QuotaList: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Quota' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      Sweep: {
        type: 'object',
        required: ['problems'],
        properties: {
          sweptAt: {
            type: 'string',
            format: 'date-time',
            description: 'When the clusters were last compared with success.',
          },
          problems: {
            type: 'array',
            description: 'What could not be compared, each with its cure.',
            items: { type: 'string' },
          },
          held: { $ref: '#/components/schemas/HeldRemovals' },
        },
      },
      HeldRemovals: {
        type: 'object',
        required: ['since', 'subjects', 'limit'],
        properties: {
          since: { type: 'string', format: 'date-time' },
          subjects: {
            type: 'array',
            description:
              'The previews and orphans whose removal waits for a release.',
            items: { type: 'string' },
          },
          limit: {
            type: 'integer',
            description: 'How many may go in one sweep without a release.',
          },
        },
      },
      PageInfo: {
        type: 'object',
        properties: { nextCursor: { type: 'string' } },
      },
      PreviewPage: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Preview' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      HistoryEntry: {
        type: 'object',
        required: ['at', 'phase', 'reason', 'cause'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          phase: { $ref: '#/components/schemas/Phase' },
          reason: { type: 'string' },
          cause: {
            type: 'string',
            description: 'Which hint, listing or person led to it.',
          },
        },
      },
      HistoryPage: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/HistoryEntry' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      ObjectList: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterObject' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      ClusterObject: {
        type: 'object',
        required: ['cluster', 'apiVersion', 'kind', 'name'],
        properties: {
          cluster: { type: 'string' },
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          component: {
            type: 'string',
            description:
              'The component that it was made for. Absent when it serves all of them.',
          },
        },
      },
      Logs: {
        type: 'object',
        required: ['text'],
        properties: { text: { type: 'string' } },
      },
      RepositoryList: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/WatchedRepository' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      WatchedRepository: {
        type: 'object',
        required: [
          'host',
          'owner',
          'name',
          'definition',
          'triggerLabels',
          'problems',
        ],
        properties: {
          host: { type: 'string' },
          owner: { type: 'string' },
          name: { type: 'string' },
          definition: {
            type: 'string',
            description: 'The path of the definition.',
          },
          triggerLabels: {
            type: 'array',
            description:
              'The labels that ask for a preview. Empty when every pull request gets one.',
            items: { type: 'string' },
          },
          listedAt: {
            type: 'string',
            format: 'date-time',
            description:
              'When its pull requests were last listed with success.',
          },
          problems: {
            type: 'array',
            description:
              'What keeps previews from being made, each with its cure.',
            items: { type: 'string' },
          },
        },
      },
      ValidateRequest: {
        type: 'object',
        description: 'One of the two.',
        additionalProperties: false,
        properties: {
          definition: {
            type: 'string',
            maxLength: 262144,
            description: 'The text of a definition.',
          },
          entityRef: {
            type: 'string',
            minLength: 1,
            maxLength: 512,
            description:
              'An entity whose repository holds a definition, for instance component:default/web.',
          },
        },
      },
      ValidateResponse: {
        type: 'object',
        required: ['findings'],
        properties: {
          findings: {
            type: 'array',
            items: { $ref: '#/components/schemas/Finding' },
          },
        },
      },
      Finding: {
        type: 'object',
        required: ['severity', 'message'],
        properties: {
          severity: { type: 'string', enum: ['error', 'warning'] },
          message: { type: 'string' },
          field: {
            type: 'string',
            description:
              'Of the definition, for instance spec.cluster, or of the entity, which begins with metadata.annotations.',
          },
          line: { type: 'integer' },
          column: { type: 'integer' },
        },
      },
      Error: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
            },
            additionalProperties: true,
          },
          request: { type: 'object', additionalProperties: true },
          response: {
            type: 'object',
            required: ['statusCode'],
            properties: { statusCode: { type: 'number' } },
            additionalProperties: true,
          },
        },
        additionalProperties: true,
      },
    },
  },
} as const;
