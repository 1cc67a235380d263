import { HumanDuration } from '@backstage/types';

export interface Config {
  /**
   * Preview environments: one per pull request, made on Argo CD and the Gateway API. Without it the plugin stays off.
   *
   * @example
   * ```yaml
   * previewEnvironments:
   *   instance: platform
   *   limits:
   *     total: 40
   *     perRepository: 10
   *   clusters:
   *     dev:
   *       credentials:
   *         type: token-file
   *         server: https://dev.k8s.example.com:6443
   *         path: /var/run/secrets/preview-environments/token
   *         caFile: /var/run/secrets/preview-environments/ca.crt
   *       argocd:
   *         namespace: previews
   *         project: previews
   *       gateway:
   *         namespace: infra
   *         name: edge
   *         listener: previews
   *       hostSuffixes:
   *         - preview.example.com
   *       namespaceLabels:
   *         istio.io/dataplane-mode: ambient
   *   registries:
   *     - host: ghcr.io
   *       username: backstage
   *       password: ${GHCR_TOKEN}
   * ```
   */
  previewEnvironments?: {
    /**
     * Tells the objects of this installation from those of others: one DNS label, different for every Backstage that shares
     * a cluster. Never change it while there are previews.
     */
    instance: string;

    /**
     * `observe` shows what would be done and writes nothing to clusters and code hosts; `off` does nothing at all; `drain` removes every
     * preview and says when nothing is left, before an uninstallation.
     * Default: on.
     */
    mode?: 'off' | 'observe' | 'on' | 'drain';

    /** How many previews may run at the same time; those beyond wait in the phase `queued`. Default: no limit. */
    limits?: {
      total?: number;
      perRepository?: number;
    };

    /** What the namespaces of previews begin with, at most 10 characters, a hyphen last. Default: `pv-`. */
    namespacePrefix?: string;

    /** The clusters that previews run in, by the name that definitions and Backstage's Kubernetes configuration use. */
    clusters: {
      [name: string]: {
        /**
         * An identity of our own: that of Backstage's Kubernetes plugin serves every user and must not be able to delete
         * namespaces. Providers that sign in as the user can't be used.
         *
         * @deepVisibility secret
         */
        credentials:
          | { type: 'in-cluster' }
          | {
              type: 'kubeconfig';
              /** Of the kubeconfig file. */
              path: string;
              /** Default: the current context of the file. */
              context?: string;
            }
          | {
              type: 'token-file';
              /** URL of the API server. */
              server: string;
              /** Of the file with the token; read again when it changes. */
              path: string;
              /** Default: the certificates that Node trusts. */
              caFile?: string;
            }
          | {
              type: 'exec';
              /** URL of the API server. */
              server: string;
              /** Default: the certificates that Node trusts. */
              caFile?: string;
              /** A client-go credential plugin, for instance `aws-iam-authenticator`. */
              command: string;
              args?: string[];
              env?: Array<{ name: string; value: string }>;
              /** Default: client.authentication.k8s.io/v1. */
              apiVersion?: string;
            };

        argocd: {
          /** The cluster that Argo CD runs in, one of `clusters`. Default: this one. */
          cluster?: string;
          /**
           * The namespace of the Applications; other than Argo CD's own it has to be among its `application.namespaces`.
           * Default: `previews`.
           */
          namespace?: string;
          /** The AppProject of all Applications. Never made or changed by us. */
          project: string;
          /** The namespace of the AppProject, Argo CD's own. Default: `argocd`. */
          projectNamespace?: string;
          /** What Argo CD calls the cluster that previews run in. Default: the server https://kubernetes.default.svc. */
          destination?: { server: string } | { name: string };
        };

        /** The shared Gateway that the routes of previews attach to. */
        gateway: {
          namespace: string;
          name: string;
          /** Default: any listener that admits the host. */
          listener?: string;
          /**
           * What is generated beyond the Gateway API (logins, CORS on Traefik, objects to adopt) is for this one. Default: the one that
           * `protection` is for, else none.
           */
          implementation?: 'envoy-gateway' | 'istio' | 'traefik';
          /** Where probes dial, `address` or `address:port`. Default: the addresses in the Gateway's status. */
          addresses?: string[];
          /**
           * `unchecked` lets previews be ready although their hosts do not resolve where the backend runs: for networks in which only
           * other machines know these names. Default: checked.
           */
          names?: 'checked' | 'unchecked';
          /** How people reach the gateway, where it differs from what the Gateway's listener says. */
          publicScheme?: 'http' | 'https';
          /** Default: that of `publicScheme` if it is set, else the listener's. */
          publicPort?: number;
        };

        /**
         * Who asks for a login in front of previews. `off` says that nobody does, on purpose; leaving it out is warned of at every start.
         *
         * With `credential` or `probeKey` probes pass the login. Without them a preview is ready when it asks for a login and its pods run
         * the commit.
         */
        protection?:
          | 'off'
          /** Something in front of the whole Gateway that is not ours to make. */
          | { type: 'elsewhere'; credential?: ProbeCredential }
          /** A ForwardAuth middleware with each route. Needs deploy/traefik.yaml. */
          | {
              type: 'traefik';
              credential?: ProbeCredential;
              forwardAuth: {
                /** URL as Traefik reaches it; it answers 2xx for who may pass. */
                address: string;
                /** Headers of its answer that requests get. */
                responseHeaders?: string[];
              };
            }
          /** A SecurityPolicy on the Gateway's listener, which the platform adopts; one of `externalAuth` and `oidc`. */
          | {
              type: 'envoy-gateway';
              /** For `externalAuth`. */
              credential?: ProbeCredential;
              /**
               * For `oidc`: a private key, PEM, that probes sign their tokens with. The policy carries its public half. Made by
               * `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`.
               *
               * @visibility secret
               */
              probeKey?: string;
              externalAuth?: {
                service: string;
                /** Default: the Gateway's, where no ReferenceGrant is needed. */
                namespace?: string;
                port: number;
              };
              /** Sends browsers to an identity provider. */
              oidc?: {
                /** Its URL, https, as its discovery document has it. */
                issuer: string;
                /** Of a client for previews alone: applications get the tokens of who has signed in. */
                clientId: string;
                /** A Secret in the Gateway's namespace with the key client-secret. It is never read by us. */
                clientSecretName: string;
                /** Beside `openid`. Default: none. */
                scopes?: string[];
                /**
                 * The one host that browsers come back to, for providers that take no redirect URI per preview. It ends in one of
                 * `hostSuffixes`, and a sign-in then holds for all previews. Default: each preview's own.
                 */
                callbackHost?: string;
              };
            }
          /** Policies on the Gateway, which the platform adopts; one of `provider` and `jwt`. */
          | {
              type: 'istio';
              /** For `provider`. */
              credential?: ProbeCredential;
              /**
               * For `jwt`: a private key, PEM, that probes sign their tokens with. The policy carries its public half. Made by
               * `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`.
               *
               * @visibility secret
               */
              probeKey?: string;
              /** One of `extensionProviders` of the mesh's configuration. */
              provider?: string;
              /** Requests have to bring a token; browsers are sent nowhere to get one. */
              jwt?: {
                /** Its URL, https, as tokens name it. */
                issuer: string;
                /** Default: as the issuer's discovery document says. */
                jwksUri?: string;
                /** Default: any. */
                audiences?: string[];
              };
            };

        /**
         * Hosts of the shared environment from which clients' own routing keys are taken off, because they would steer requests into
         * previews. Whoever validates a definition has them asked. Default: none are asked.
         */
        keyStripping?: {
          hosts: string[];
          /** What comes of a key that is let through: a warning, or an error. Default: warn. */
          otherwise?: 'warn' | 'refuse';
        };

        /**
         * Hosts of the shared environment that signed links may lead to previews on, and the namespaces of the HTTPRoutes that serve them.
         * Needs `links`. Default: none.
         */
        stableHosts?: Array<{ host: string; namespace: string }>;

        /**
         * The service mesh by which calls between services reach previews: routes on Services of the Gateway API (GAMMA). Needed by definitions
         * with `routing.mesh`. Default: none.
         */
        mesh?: {
          implementation: 'istio' | 'linkerd' | 'cilium' | 'kuma';
          /**
           * By which header a call shows its key: W3C baggage by a regular expression, the plain header exactly, or either of them. Default:
           * baggage, where the implementation matches expressions.
           */
          match?: 'baggage' | 'x-preview' | 'both';
          /** Whether previews get a ReferenceGrant for routes that lead into them. Default: where the implementation asks for one. */
          referenceGrants?: boolean;
        };

        /**
         * Where the gateway's proxies run, for NetworkPolicies. Default: the namespace of the Gateway, and envoy-gateway-system where
         * `gateway.implementation` is envoy-gateway.
         */
        gatewayNamespaces?: string[];

        /** Hosts of previews have to end in one of these. */
        hostSuffixes: string[];

        /**
         * What its nodes run, for instance `linux/arm64`. An image of several platforms counts as there when all of these are in it.
         * Default: when it is there at all.
         */
        platforms?: string[];

        /** For the namespaces of previews, for instance of a service mesh. */
        namespaceLabels?: { [label: string]: string };

        /** Pod Security levels of the namespaces of previews. */
        podSecurity?: {
          /** Default: baseline. */
          enforce?: 'privileged' | 'baseline' | 'restricted';
          /** Default: restricted. */
          warn?: 'privileged' | 'baseline' | 'restricted';
        };
      };
    };

    /** Signed links that lead to previews on hosts of the shared environment. */
    links?: {
      /** The first signs, all are believed: put a new one in front, and take the old one away when its links are over. */
      keys: Array<{
        /** A short name. */
        id: string;
        /**
         * At least 32 characters, for instance of `openssl rand -base64 32`.
         *
         * @visibility secret
         */
        secret: string;
      }>;
      /** How long a link can be followed. Default: 15m. */
      lifetime?: string | HumanDuration;
      /** How long a browser that followed one is led to the preview. Default: 8h. */
      cookie?: string | HumanDuration;
    };

    /** Registries that want to be signed in to, or that speak plain HTTP. Others are asked without a user, by HTTPS. */
    registries?: Array<{
      /** For instance `ghcr.io`, `docker.io`, `registry.example.com:5000`. */
      host: string;
      username?: string;
      /** @visibility secret */
      password?: string;
      /**
       * Instead of a user: who the backend is in that cloud. `aws`, for private registries of Amazon ECR: as Backstage's `aws` configuration
       * says for the registry's account, else as the machine or pod says. `google`, for Artifact Registry: the service account of the
       * machine or pod.
       */
      signIn?: 'aws' | 'google';
      /** Plain HTTP. Default: false. */
      insecure?: boolean;
      /** Hosts outside of the registry's domain that it may name for tokens. */
      tokenHosts?: string[];
    }>;

    /** What is asked of images beyond being there, whatever definitions say. */
    images?: {
      /** Images are deployed only with this signature, by the digest that was verified. Default: without any. */
      signatures?: {
        /**
         * Verified by cosign, which has to be installed beside the backend. Either `key` says who has to have signed, or `issuer` with
         * `identity` or `identityPattern`.
         */
        cosign: {
          /** Its path or name. Default: cosign. */
          command?: string;
          /** Of a public key: the path of its file, or its address at a service that keeps keys, for instance `awskms:///alias/previews`. */
          key?: string;
          /** As the certificate names who has signed, for instance a workflow by its address. */
          identity?: string;
          /** The same as a regular expression. */
          identityPattern?: string;
          /** Who vouches for the identity, for instance https://token.actions.githubusercontent.com. */
          issuer?: string;
          /** Whether the signature has to be in the public transparency log. Default: required. */
          transparencyLog?: 'required' | 'ignored';
          /** How long one verification may take, less than `workers.leaseSeconds`. Default: 20s. */
          timeout?: string | HumanDuration;
        };
      };
    };

    /** How builds are asked for besides the code host, and how the end of one is heard of. */
    builds?: {
      /**
       * The topic of Backstage's events on which EventBridge's events of Amazon ECR come in, for instance by the module
       * `@backstage/plugin-events-backend-module-aws-sqs`. Default: pushes to Amazon ECR are found by asking.
       */
      ecrTopic?: string;
      /** For definitions whose images CircleCI builds. */
      circleci?: {
        /** Default: https://circleci.com. */
        url?: string;
        /**
         * A personal API token: it starts pipelines.
         * @visibility secret
         */
        token: string;
        /**
         * The projects of repositories, by host, owner and name: `github.com/acme/web`. For those of CircleCI's GitHub App, whose slug does
         * not follow from the repository. Default: `gh/<owner>/<repository>`, for repositories on github.com.
         */
        projects?: {
          [repository: string]: {
            /** As the project's settings show it, for instance `circleci/<organization>/<project>`. */
            slug: string;
            /** The identifier of the pipeline definition that is started. Needed for slugs that begin with `circleci/`. */
            pipeline?: string;
          };
        };
      };
      /** Calls that definitions may have made, by the name that they use. Only these addresses are ever called. */
      calls?: {
        [name: string]: {
          /** An https:// address. */
          url: string;
          /**
           * What the calls are signed with, at least 16 characters.
           * @visibility secret
           */
          secret: string;
        };
      };
    };

    /** Who may have previews, whatever definitions say: they can be stricter, never more lenient. */
    trust?: {
      /**
       * Pull requests from forks: `never`, each commit after a person who may write has approved it (`approve`), or as definitions say
       * (`allow`). Default: approve.
       */
      forks?: 'never' | 'approve' | 'allow';
      /**
       * Whose pull requests need no approval: those of people who may `write` to the repository, or of `anyone` for whom a definition says
       * so. Default: write.
       */
      authors?: 'write' | 'anyone';
      /** Whether definitions may have drafts previewed. Default: true. */
      drafts?: boolean;
      /** Whether definitions may have pull requests of bots previewed. Default: true. */
      bots?: boolean;
    };

    /**
     * What links pull requests of several repositories, so that the address of each reaches the changed services of all. Whoever declares a
     * link has to be able to write to both repositories.
     */
    groups?: {
      /** Lines of a description like `Depends-On: acme/cart#12`. Default: true. */
      dependsOn?: boolean;
      /** The same name of the branch, other than those of default branches. Default: false. */
      branches?: boolean;
      /** The same label, if it begins so; `off`: labels link nothing. Default: `preview-group:`. */
      labelPrefix?: string;
    };

    /** The safety net for lost webhooks. */
    sweep?: {
      listing?: {
        /** How often the open pull requests of a repository are listed, by conditional requests. Default: 4m, so that a lost close is cleaned up within five. */
        every?: string | HumanDuration;
      };

      clusters?: {
        /** How often what is in the clusters is compared with what is known. What has no reason to exist goes after two of these. Default: 5m. */
        every?: string | HumanDuration;
      };

      /**
       * How much of what is only inferred from absence (a definition or an entity that is gone, an object nobody knows) may be removed in
       * one sweep. More waits for an administrator.
       */
      deletions?: {
        /** Of the live previews, from 0 to 1. Default: 0.2. */
        share?: number;
        /** This many may go even where the share is less. Default: 3. */
        least?: number;
      };
    };

    /**
     * How long the steps of a removal may take. What takes longer is called stuck: people are told, an administrator may give it up, and
     * it goes on being tried all the same.
     */
    closing?: {
      /** All routes. Default: 2m. */
      routes?: string | HumanDuration;
      /** All Applications, with what Argo CD made for them. Default: 10m. */
      applications?: string | HumanDuration;
      /** The namespace, with what is left in it. Default: 10m. */
      namespace?: string | HumanDuration;
    };

    /** What only a person can end, for instance a removal that is stuck. It is always in the log and in the metrics. */
    alerts?: {
      /** Users and groups that get a notification of Backstage, for instance `group:default/platform`. Default: nobody. */
      recipients?: string[];
    };

    /**
     * How long previews last although their pull requests stay open. Each holds where a definition says nothing, and is the most that a
     * definition can ask for. Default: no limits.
     */
    expiry?: {
      /** Since the last commit, redeploy or extension. */
      idle?: string | HumanDuration;
      /** Since the preview was made. People extend it up to this; administrators beyond. */
      max?: string | HumanDuration;
      /** Since it failed or its pods began to crash. */
      failed?: string | HumanDuration;
    };

    /** Previews of branches without pull request, which people ask for in Backstage. Nothing closes them but their time. */
    branches?: {
      /** How long they last when nobody says anything else. Default: 3d. */
      lease?: string | HumanDuration;
      /** The longest that anybody can ask for, or extend them to, from now. Default: 14d. */
      longest?: string | HumanDuration;
    };

    /** The timelines of previews. */
    history?: {
      /** How long a preview and its timeline are remembered after it was gone, at least 1d. Default: 90d. */
      keep?: string | HumanDuration;
    };

    /**
     * Where the propagation doctor finds out how far a routing key came, beside the answers of services that say so themselves
     * (docs/propagation.md).
     */
    doctor?: {
      /** The backend that traces are stored in. */
      traces?: {
        /** `jaeger`: its query API; `tempo`: Tempo's, or another that answers `/api/traces/<id>` in OTLP. */
        kind: 'jaeger' | 'tempo';
        /** Of the query API, for instance `http://jaeger-query.observability:16686`. */
        url: string;
        /**
         * The value of the header Authorization.
         *
         * @visibility secret
         */
        authorization?: string;
        /**
         * The span attribute that every service writes the key into, as OpenTelemetry's BaggageSpanProcessor does with `preview`.
         * Only say it when it is every service: a span without it then counts as a lost key.
         */
        keyAttribute?: string;
      };
      /** JSON access logs of Envoy beside the preview's own pods. */
      accessLogs?: {
        /** The container of the proxy. Default: istio-proxy. */
        container?: string;
      };
    };

    /** What is said on pull requests. */
    feedback?: {
      /** One comment per pull request, edited when the phase changes. Default: true. */
      comment?: boolean;
      /** A deployment of the commit that answers, with its address. Takes the permission "Deployments: write". Default: true. */
      deployment?: boolean;
      /**
       * The environment of these deployments. With `{{ preview.id }}` in it each preview gets its own, which stays in the list of the
       * repository's environments when the preview is gone. Default: preview.
       */
      environment?: string;
      /**
       * What is said of the head commit: a `status` (permission "Commit statuses: write"), a `check` (only for GitHub Apps, permission
       * "Checks: write"), or nothing (`off`). Its name is `preview/<instance>`. Default: status.
       */
      status?: 'status' | 'check' | 'off';
    };

    /** How the work is shared. Every replica of the backend takes part. */
    workers?: {
      /** Previews that one replica works on at the same time. Default: 4. */
      concurrency?: number;
      /** After this a preview of a replica that died is taken over, 15 to 600. Default: 60. */
      leaseSeconds?: number;
    };
  };
}

/** One header that passes the login. It is taken off before applications get a request. */
interface ProbeCredential {
  /** One that applications need for nothing else. */
  header: string;
  /** @visibility secret */
  value: string;
}
