// Generated from plugins/preview-environments-backend/src/schema/openapi.yaml by `npm run generate`.
export interface paths {
  '/v1/previews': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Previews with at least one component that the caller may read, newest first. */
    get: operations['listPreviews'];
    put?: never;
    /** Asks for a preview of the head of a branch, or for a new lease of the one that there is. It follows the branch, and ends with it or with its lease. */
    post: operations['createPreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['getPreview'];
    put?: never;
    post?: never;
    /** Takes the preview away, although its pull request stays open. A new commit or `redeploy` brings it back. */
    delete: operations['deletePreview'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/redeploy': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Looks again at once, and asks for a new sync where the last one failed. */
    post: operations['redeployPreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets one commit run that waits for a person, for instance because it is from a fork. It says nothing of any other commit. Needs the permission to approve. */
    post: operations['approvePreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/extend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets the preview live longer than its definition says. */
    post: operations['extendPreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/keep': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes the preview out of expiry until `unkeep`. It still goes with its pull request. */
    post: operations['keepPreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/unkeep': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets the preview expire again. */
    post: operations['unkeepPreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/sleep': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes away what runs of the preview until `wake`. Its namespace stays; it still expires and goes with its pull request. */
    post: operations['sleepPreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/wake': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Has a preview that sleeps run again, at the head commit. */
    post: operations['wakePreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Gives up on what holds up the removal of a preview, for administrators. With dryRun it only says what would be abandoned. */
    post: operations['releasePreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/doctor': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends one marked request through the preview's URL and says for every dependency of its components whether the routing key arrived. Needs the permission to read, because it changes nothing and asks no more than a visit of the URL does. */
    post: operations['examinePreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/entry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The routes that lead to the preview on hosts of the shared environment, by a live read, without what only those who follow a link may know. */
    get: operations['listEntryObjects'];
    put?: never;
    /** Makes a signed link that leads to the preview on a host of the shared environment, for a while. Needs the permission to read. */
    post: operations['makeEntryLink'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/entry/{token}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sends a browser on to the host that a signed link is for. Needs no user, because the signature is the permission. */
    get: operations['followEntryLink'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/clusters/{name}/adoptable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Objects for the platform to adopt into its own manifests, made for the cluster's Gateway. They change what is not ours. For administrators. */
    get: operations['listAdoptable'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/orphans': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What carries our labels in a cluster without a reason to exist. For administrators. */
    get: operations['listOrphans'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/orphans/{id}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Leaves an orphan to whoever wants it. It is not removed by us any more and not shown again. For administrators. */
    post: operations['releaseOrphan'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/quotas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How many requests code hosts still allow, as the last answers to this replica have told. No code host is asked. For administrators. */
    get: operations['listQuotas'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sweep': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the comparison of code hosts, store and clusters is doing, and what it holds back. For administrators. */
    get: operations['getSweep'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sweep/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets the removals that are held back go on. For administrators. */
    post: operations['releaseSweep'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened to the preview, newest first. */
    get: operations['getPreviewHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/objects': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The objects that were made for the preview and were there at the last look. In the mode observe, those that would be made. */
    get: operations['getPreviewObjects'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/previews/{id}/logs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The last log lines of one container of the preview. */
    get: operations['getPreviewLogs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/repositories': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the repository of a component is being watched, and what is wrong with it if anything is. */
    get: operations['listRepositories'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says whether a definition would work, before it is merged, or whether an entity that the caller may read gets previews. Changes nothing. */
    post: operations['validate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
/** The schemas of the REST API's description. @public */
export interface components {
  schemas: {
    Phase:
      | 'awaiting-approval'
      | 'queued'
      | 'awaiting-image'
      | 'provisioning'
      | 'deploying'
      | 'verifying'
      | 'ready'
      | 'degraded'
      | 'failed'
      | 'asleep'
      | 'terminating'
      | 'gone';
    Preview: {
      id: string;
      repository: {
        host: string;
        owner: string;
        name: string;
        /** owner/name */
        slug: string;
      };
      /** Of a branch without pull request (`branch`): number 0, the branch as title and headRef. */
      pullRequest: {
        number: number;
        title: string;
        author: string;
        headSha: string;
        headRef: string;
        url: string;
        kind?: components['schemas']['ChangeKind'];
      };
      /** The branch that it was made for, where that has no pull request. */
      branch?: {
        name: string;
        requestedBy: string;
      };
      phase: components['schemas']['Phase'];
      /** What it is waiting for or what is wrong, in words for a developer. */
      reason: string;
      failingHop?: components['schemas']['FailingHop'];
      /** The page of the build that it waits for, or that has failed. Absent where none is known. */
      runUrl?: string;
      /** Answered a probe when the phase is ready. Absent until the preview has a host. */
      url?: string;
      /** The commit that may run. It is not the pull request's head while that waits for an approval or is paused. Absent while none may. */
      wantedSha?: string;
      /** The commit that the URL answers with at present. It trails the pull request's head while a new commit is being deployed. */
      liveSha?: string;
      components: components['schemas']['PreviewComponent'][];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      phaseSince?: string;
      /** Format: date-time */
      readyAt?: string;
      /**
       * Format: date-time
       * When it goes although its pull request stays open. Absent when it does not expire or is kept.
       */
      expiresAt?: string;
      /** Which limit ends it. */
      expiryReason?: string;
      /**
       * Format: date-time
       * Since when its removal has been past a deadline.
       */
      stuckSince?: string;
      kept: boolean;
      /** What holds up the present step. */
      blockedBy: string[];
      /** Why the pull request does not show all of this, each with its cure. Absent when it does. */
      feedbackProblems?: string[];
      /**
       * In observe the phase is what would be; nothing has been written.
       */
      mode: 'on' | 'observe';
      /** What the caller may do now. */
      actions: components['schemas']['PreviewAction'][];
      entry?: components['schemas']['PreviewEntry'];
      /** The pull requests that it is linked to. Absent when it is linked to none, and in lists. */
      group?: components['schemas']['PreviewGroupMember'][];
    };
    PreviewGroupMember: {
      /** Its preview. Absent when it has none, or the caller may not see it. */
      id?: string;
      phase?: components['schemas']['Phase'];
      /** Absent when the caller may not see it. */
      pullRequest?: {
        /** owner/name */
        slug: string;
        number: number;
        url?: string;
        kind?: components['schemas']['ChangeKind'];
      };
      /** Services of the shared environment, as namespace/name, that it answers for when requests to the preview call them. */
      services: string[];
      /** Why requests do not reach it. */
      reason?: string;
    };
    /** How a signed link leads to it on a host of the shared environment. Absent where no such host is named. */
    PreviewEntry: {
      hosts: string[];
      /** Whether a link leads anywhere now. Whoever may see the preview may ask for one. */
      allowed: boolean;
      /** Why not. */
      reason?: string;
      /** For how long a link can be followed. */
      linkSeconds: number;
      /** For how long a browser that followed one is led to the preview. */
      visitSeconds: number;
    };
    EntryRequest: {
      /** One of the preview's stable hosts. Without it the first. */
      host?: string;
      /** Where to on that host. Without it its start page. */
      path?: string;
    };
    EntryLink: {
      /** What to open in a browser. */
      url: string;
      /** Format: date-time */
      expiresAt: string;
    };
    EntryObjectList: {
      items: {
        [key: string]: unknown;
      }[];
    };
    AdoptableList: {
      items: components['schemas']['Adoptable'][];
    };
    Adoptable: {
      purpose: 'key-stripping' | 'login';
      /** What to do with it. */
      explanation: string;
      /** The manifest. */
      object: {
        [key: string]: unknown;
      };
    };
    /** Where a request to the preview gets no further, for machines. Absent where that is not known. The other fields depend on the hop. */
    FailingHop: {
      hop:
        | 'dns'
        | 'gateway'
        | 'tls'
        | 'listener'
        | 'route'
        | 'endpoints'
        | 'pod'
        | 'version'
        | 'login'
        | 'application';
      host?: string;
      /** Where the gateway was dialled. */
      address?: string;
      /**
       * What is wrong with the certificate or the handshake.
       */
      problem?: 'not-covered' | 'not-valid-now' | 'untrusted' | 'refused';
      /**
       * The condition of the route that is False.
       */
      condition?: 'Accepted' | 'ResolvedRefs';
      service?: string;
      pod?: string;
      /** What answered instead. */
      found?: string;
      status?: number;
    };
    ExamineRequest: {
      /** A page that makes the service call its dependencies. Default: /. */
      path?: string;
    };
    Diagnosis: {
      /** Format: date-time */
      askedAt: string;
      /** What was asked for. */
      url?: string;
      /** Of the answer. Absent when there was none. */
      status?: number;
      /** The trace of the marked request. */
      traceId?: string;
      /** Why no marked request came through, which leaves every edge unknown. */
      problem?: string;
      nodes: components['schemas']['PropagationNode'][];
      /** In the order in which a request passes them. */
      edges: components['schemas']['PropagationEdge'][];
      sources: components['schemas']['EvidenceSource'][];
    };
    PropagationNode: {
      /** Unique among the nodes. */
      name: string;
      title?: string;
      entityRef?: string;
      /** Whether the preview has its own. */
      previewed: boolean;
    };
    PropagationEdge: {
      /** A node. Absent for the gateway. */
      from?: string;
      /** A node. */
      to: string;
      /**
       * Lost: the key was still there before this edge.
       */
      verdict: 'arrived' | 'lost' | 'unknown';
      /** For people. */
      evidence: string[];
    };
    EvidenceSource: {
      name: string;
      /** How often it saw the marked request. */
      sightings: number;
      /** Why it could not be asked. */
      problem?: string;
    };
    PreviewAction: {
      name:
        | 'approve'
        | 'redeploy'
        | 'delete'
        | 'extend'
        | 'keep'
        | 'unkeep'
        | 'sleep'
        | 'wake'
        | 'release';
      allowed: boolean;
      /** Why not. */
      reason?: string;
    };
    PreviewComponent: {
      name: string;
      /** The entity that it belongs to. The first of entityRefs. */
      entityRef?: string;
      /** All entities that name its definition and that the caller may read. */
      entityRefs?: string[];
      image?: string;
      application?: string;
      health:
        | 'unknown'
        | 'absent'
        | 'progressing'
        | 'healthy'
        | 'degraded'
        | 'deleting';
      reason?: string;
      urls: string[];
      /** Hosts of the shared environment that signed links lead to it on. */
      stableHosts?: string[];
    };
    ApproveRequest: {
      /** The commit that was looked at, by its whole id. Refused when it is not the head any more. */
      headSha: string;
    };
    ExtendRequest: {
      /** For instance 12h or 2d, counted from now or from the present end, whichever is later. Default: 1d. */
      by?: string;
    };
    /** One of entityRef and repository is needed. */
    PreviewRequest: {
      /** The entity whose components are previewed. */
      entityRef?: string;
      /** owner/name, or host/owner/name: all of its components. */
      repository?: string;
      branch: string;
      /** How long it lasts unless it is extended, for instance 8h or 2d. Default: what the platform says. */
      ttl?: string;
    };
    /**
     * What its code host calls it: a pull request, #12, which it is without this, or a merge request, !12.
     */
    ChangeKind: 'pull-request' | 'merge-request';
    RequestedPreview: {
      id: string;
      repository: {
        host: string;
        owner: string;
        name: string;
      };
      branch: string;
      headSha: string;
      /**
       * Format: date-time
       * When its lease is over: later than asked where others asked for longer or extended it. spec.expiry and the limits of the platform may end it sooner, which the preview itself tells.
       */
      expiresAt: string;
    };
    ReleaseRequest: {
      /** Only says what would be abandoned. False without it. */
      dryRun?: boolean;
    };
    Release: {
      /** False after a dry run. */
      released: boolean;
      /** What is left in the cluster for people to remove. */
      abandons: components['schemas']['ClusterObject'][];
    };
    Orphan: {
      id: string;
      /** The preview that it says it belongs to. */
      previewId?: string;
      cluster: string;
      objects: components['schemas']['ClusterObject'][];
      /** Why nothing should be there. */
      reason: string;
      /** Format: date-time */
      foundAt: string;
      /**
       * Format: date-time
       * When a second reading found it again. Nothing is removed before.
       */
      confirmedAt?: string;
      /**
       * Held: more would go at once than is allowed without an administrator.
       */
      state: 'suspected' | 'removing' | 'held';
      blockedBy?: string[];
    };
    OrphanList: {
      items: components['schemas']['Orphan'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    Quota: {
      host: string;
      /** Whom the limits are for, in words. */
      account: string;
      /** Requests in an hour. */
      limit?: number;
      remaining?: number;
      /** Format: date-time */
      resetsAt?: string;
      /** Less than a fifth is left, so that listings are made less often and pull requests are told changes of the phase only. */
      short: boolean;
      /**
       * Format: date-time
       * Until when the host is left alone because it asked for that.
       */
      pausedUntil?: string;
      /** Since the start of this replica. */
      requests: {
        charged: number;
        /** Answered as unchanged. They cost nothing. */
        unchanged: number;
        /** Refused as too many. */
        limited: number;
      };
    };
    QuotaList: {
      items: components['schemas']['Quota'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    Sweep: {
      /**
       * Format: date-time
       * When the clusters were last compared with success.
       */
      sweptAt?: string;
      /** What could not be compared, each with its cure. */
      problems: string[];
      held?: components['schemas']['HeldRemovals'];
    };
    HeldRemovals: {
      /** Format: date-time */
      since: string;
      /** The previews and orphans whose removal waits for a release. */
      subjects: string[];
      /** How many may go in one sweep without a release. */
      limit: number;
    };
    PageInfo: {
      nextCursor?: string;
    };
    PreviewPage: {
      items: components['schemas']['Preview'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    HistoryEntry: {
      /** Format: date-time */
      at: string;
      phase: components['schemas']['Phase'];
      reason: string;
      /** Which hint, listing or person led to it. */
      cause: string;
    };
    HistoryPage: {
      items: components['schemas']['HistoryEntry'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    ObjectList: {
      items: components['schemas']['ClusterObject'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    ClusterObject: {
      cluster: string;
      apiVersion: string;
      kind: string;
      namespace?: string;
      name: string;
      /** The component that it was made for. Absent when it serves all of them. */
      component?: string;
    };
    Logs: {
      text: string;
    };
    RepositoryList: {
      items: components['schemas']['WatchedRepository'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    WatchedRepository: {
      host: string;
      owner: string;
      name: string;
      /** The path of the definition. */
      definition: string;
      /** The labels that ask for a preview. Empty when every pull request gets one. */
      triggerLabels: string[];
      /**
       * Format: date-time
       * When its pull requests were last listed with success.
       */
      listedAt?: string;
      /** What keeps previews from being made, each with its cure. */
      problems: string[];
    };
    /** One of the two. */
    ValidateRequest: {
      /** The text of a definition. */
      definition?: string;
      /** An entity whose repository holds a definition, for instance component:default/web. */
      entityRef?: string;
    };
    ValidateResponse: {
      findings: components['schemas']['Finding'][];
    };
    Finding: {
      severity: 'error' | 'warning';
      message: string;
      /** Of the definition, for instance spec.cluster, or of the entity, which begins with metadata.annotations. */
      field?: string;
      line?: number;
      column?: number;
    };
    Error: {
      error: {
        name: string;
        message: string;
      } & {
        [key: string]: unknown;
      };
      request?: {
        [key: string]: unknown;
      };
      response?: {
        statusCode: number;
      } & {
        [key: string]: unknown;
      };
    } & {
      [key: string]: unknown;
    };
  };
  responses: {
    /** An error, in the shape that all Backstage plugins use. */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    /** The preview, for instance `web-pr-42`. */
    id: string;
    /** The orphan as the list names it. */
    orphanId: string;
    /** Where the last page ended; the `nextCursor` that came with it. */
    cursor: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listPreviews: {
    parameters: {
      query?: {
        /** Only previews with this component. */
        entityRef?: string;
        /** Only previews of this repository: owner/name, or host/owner/name. */
        repository?: string;
        /** Only previews in one of these phases. Without it, all but gone. */
        phase?: components['schemas']['Phase'][];
        /** Only previews of components that this user or group owns. */
        owner?: string;
        limit?: number;
        /** Where the last page ended; the `nextCursor` that came with it. */
        cursor?: components['parameters']['cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of previews. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PreviewPage'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  createPreview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PreviewRequest'];
      };
    };
    responses: {
      /** It has been asked for, and can be read in a moment. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RequestedPreview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The preview. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  deletePreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The removal has been asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  redeployPreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The redeploy has been asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  approvePreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ApproveRequest'];
      };
    };
    responses: {
      /** The commit is approved. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  extendPreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ExtendRequest'];
      };
    };
    responses: {
      /** It has been asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  keepPreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** It has been asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  unkeepPreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** It has been asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  sleepPreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** It has been asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  wakePreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** It has been asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preview'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  releasePreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ReleaseRequest'];
      };
    };
    responses: {
      /** What is abandoned. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Release'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  examinePreview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['ExamineRequest'];
      };
    };
    responses: {
      /** What was found out. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Diagnosis'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  listEntryObjects: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The routes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntryObjectList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  makeEntryLink: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['EntryRequest'];
      };
    };
    responses: {
      /** The link. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntryLink'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  followEntryLink: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Where the link leads. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Error'];
    };
  };
  listAdoptable: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The objects. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdoptableList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  listOrphans: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The orphans, oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrphanList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  releaseOrphan: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The orphan as the list names it. */
        id: components['parameters']['orphanId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The orphan that was given up. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Orphan'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  listQuotas: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One for each account that requests were made for. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuotaList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getSweep: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The state of the sweep. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Sweep'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  releaseSweep: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The state of the sweep. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Sweep'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPreviewHistory: {
    parameters: {
      query?: {
        limit?: number;
        /** Where the last page ended; the `nextCursor` that came with it. */
        cursor?: components['parameters']['cursor'];
      };
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of the history. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HistoryPage'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPreviewObjects: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The objects, in the order in which they are made. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ObjectList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPreviewLogs: {
    parameters: {
      query: {
        pod: string;
        container?: string;
        tail?: number;
      };
      header?: never;
      path: {
        /** The preview, for instance `web-pr-42`. */
        id: components['parameters']['id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The lines. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Logs'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  listRepositories: {
    parameters: {
      query: {
        entityRef: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The repositories, one per definition's home. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RepositoryList'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  validate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ValidateRequest'];
      };
    };
    responses: {
      /** The findings; none means that it would work. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ValidateResponse'];
        };
      };
      default: components['responses']['Error'];
    };
  };
}
