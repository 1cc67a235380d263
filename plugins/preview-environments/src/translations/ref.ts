import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Every text of the plugin. What comes from the backend (reasons, problems) stays in the backend's words.
 *
 * @public
 */
export const previewEnvironmentsTranslationRef = createTranslationRef({
  id: 'preview-environments',
  messages: {
    // For times and lists, so that they are in the language of the text around them.
    language: 'en',
    phase: {
      'awaiting-approval': 'Awaiting approval',
      queued: 'Queued',
      'awaiting-image': 'Awaiting image',
      provisioning: 'Provisioning',
      deploying: 'Deploying',
      verifying: 'Verifying',
      ready: 'Ready',
      degraded: 'Degraded',
      failed: 'Failed',
      asleep: 'Asleep',
      terminating: 'Terminating',
      gone: 'Gone',
    },
    announcement: {
      phase: '{{id}}: {{phase}}',
    },
    health: {
      unknown: 'Unknown',
      absent: 'Not there yet',
      progressing: 'Progressing',
      healthy: 'Healthy',
      degraded: 'Degraded',
      deleting: 'Being deleted',
    },
    preview: {
      notAnswering: 'not answering yet',
      noAddress: 'No address yet',
      pullRequestBy: 'by {{author}}',
      branch: 'Branch',
      commit: 'Commit',
      replacing: 'shows {{live}}, deploying {{head}}',
      image: 'Image',
      age: 'Created',
      expires: 'Expires',
      kept: 'Kept: it does not expire',
      observed:
        'Observe mode: this is what would happen. Nothing has been written.',
      blockedBy: 'Held up by',
      components: 'Components',
      moreDetails: 'History and objects',
      moreDetailsLabel: 'History and objects of {{id}}',
    },
    component: {
      name: 'Component',
      image: 'Image',
      health: 'Health',
      reason: 'Reason',
      address: 'Address',
    },
    action: {
      redeploy: 'Redeploy',
      redeployLabel: 'Redeploy {{id}}',
      redeployAsked: 'Redeploy of {{id}} asked for',
      redeployFailed: 'Redeploy of {{id}} failed',
      delete: 'Delete',
      deleteLabel: 'Delete {{id}}',
      deleteAsked: 'Removal of {{id}} asked for',
      deleteFailed: 'Removal of {{id}} failed',
    },
    deletion: {
      title: 'Delete the preview {{id}}?',
      pullRequest: 'It shows pull request #{{number}} of {{repository}}:',
      goes: 'This goes, with everything in it:',
      onCluster: 'on the cluster {{cluster}}',
      nothing: 'Nothing has been made for it in a cluster.',
      unknown: 'What exactly goes cannot be listed at present: {{error}}',
      stays:
        'The pull request stays open. A new commit or a redeploy brings the preview back.',
      cancel: 'Cancel',
      confirm: 'Delete the preview',
    },
    history: {
      title: 'History',
      empty: 'Nothing has happened yet.',
      older: 'Show older',
    },
    objects: {
      title: 'Objects',
      planned: 'Objects that would be made',
      empty: 'Nothing has been made in a cluster yet.',
      kind: 'Kind',
      name: 'Name',
      namespace: 'Namespace',
      cluster: 'Cluster',
    },
    departure: {
      known: '{{id}} was removed: {{reason}}',
      unknown: '{{id}} is no longer listed.',
      dismiss: 'Dismiss',
      dismissLabel: 'Dismiss the notice about {{id}}',
    },
    list: {
      loading: 'Loading the previews',
      loadMore: 'Load more',
      loadingMore: 'Loading more',
      stale: 'The newest look failed, so this may be outdated: {{error}}',
      retry: 'Try again',
    },
    tab: {
      title: 'Previews',
      emptyTitle: 'No previews yet',
      addLabel_one:
        'Add the label {{labels}} to a pull request of {{repository}} to get the first one.',
      addLabel_other:
        'Add the labels {{labels}} to a pull request of {{repository}} to get the first one.',
      openPullRequest:
        'Open a pull request on {{repository}} to get the first one.',
      notWatched:
        'The repository of this component has not been read yet. That happens within a few minutes after the component has come into the catalog.',
      repositoryFailed:
        'How to get the first one cannot be said at present, see above.',
    },
    repository: {
      problems: 'Previews of {{repository}} are held up',
      failed: 'Whether the repository is watched is not known',
    },
    card: {
      title: 'Previews',
      empty: 'No previews at present.',
      all: 'All previews of this component',
      more: 'and more',
    },
    page: {
      title: 'Previews',
      subtitle: 'Live environments of pull requests',
      tableLabel: 'Previews',
      preview: 'Preview',
      phase: 'Phase',
      pullRequest: 'Pull request',
      components: 'Components',
      age: 'Created',
      details: 'Details',
      showDetails: 'Show details of {{id}}',
      hideDetails: 'Hide details of {{id}}',
      none: 'There are no previews that you may see.',
      noneHint:
        'A component gets previews once it carries the annotation {{annotation}} and its repository a definition.',
      noneMatching: 'No preview matches the filters.',
      clear: 'Clear the filters',
      shown_one: '{{count}} preview',
      shown_other: '{{count}} previews',
      shownOf: '{{found}} of {{loaded}} loaded previews match the text',
    },
    filter: {
      label: 'Filters',
      phase: 'Phase',
      anyPhase: 'All phases but gone',
      repository: 'Repository',
      anyRepository: 'All repositories',
      owner: 'Owner',
      anyOwner: 'All owners',
      text: 'Search',
      textHint: 'Id, title, author, branch',
      optionsFailed: 'The choices could not be loaded: {{error}}',
    },
    permission: {
      title: 'No permission',
      text: 'You need the permission {{permission}} to see previews. Whoever runs this Backstage can grant it.',
    },
    failure: {
      previews: 'The previews could not be loaded',
      history: 'The history could not be loaded',
      objects: 'The objects could not be loaded',
    },
  },
  translations: {
    de: () => import('./de'),
  },
});
