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
      observed:
        'Observe mode: this is what would happen. Nothing has been written.',
      blockedBy: 'Held up by',
      components: 'Components',
      moreDetails: 'History and objects',
      moreDetailsLabel: 'History and objects of {{id}}',
    },
    expiry: {
      title: 'Expires',
      kept: 'Kept: it does not expire',
      short: 'expires {{end}}',
      shortKept: 'kept',
      soon: 'It expires {{end}}, although its pull request is open.',
      soonReason:
        'It expires {{end}}, although its pull request is open: {{reason}}',
      overdue: 'Its time was up {{end}}. It is about to go.',
      overdueReason:
        'Its time was up {{end}}, and it is about to go: {{reason}}',
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
      extend: 'Extend',
      extendLabel: 'Extend {{id}}',
      extendAsked: 'Longer life of {{id}} asked for',
      extendFailed: 'Longer life of {{id}} was refused',
      keep: 'Keep',
      keepLabel: 'Keep {{id}}',
      keepAsked: '{{id}} will be kept',
      keepFailed: '{{id}} could not be kept',
      unkeep: 'Let expire',
      unkeepLabel: 'Let {{id}} expire',
      unkeepAsked: '{{id}} may expire again',
      unkeepFailed: '{{id}} could not be let expire',
    },
    extension: {
      '1d': 'By 1 day',
      '3d': 'By 3 days',
      '7d': 'By 1 week',
    },
    confirmation: {
      cancel: 'Cancel',
    },
    stuck: {
      short: 'deadline passed {{since}}',
      since: 'The removal passed its deadline {{since}}. It goes on trying.',
      release: 'Give up on it',
      releaseLabel: 'Give up on the removal of {{id}}',
    },
    release: {
      title: 'Give up on the removal of {{id}}?',
      means:
        'The preview then counts as gone. What is still there stays in the cluster, is no longer watched, and somebody has to remove it by hand.',
      loading: 'Asking what would be left',
      failed: 'What would be left cannot be said at present',
      abandons: 'This is left behind, with everything in it:',
      nothing: 'Nothing that we know of is left behind.',
      acknowledge: 'I know that nobody else removes what is left behind',
      confirm: 'Give up on the removal',
      done_one: '{{id}} counts as gone; {{count}} object was left behind',
      done_other: '{{id}} counts as gone; {{count}} objects were left behind',
      doneFailed: 'The removal of {{id}} could not be given up',
    },
    orphans: {
      title: 'Orphans',
      tab: 'Orphans ({{found}})',
      means:
        'What carries our labels in a cluster although nothing asks for it. It goes once a second look has found it again; anything else is never touched.',
      sweptAt: 'The clusters were last compared {{at}}.',
      neverSwept: 'The clusters have not been compared yet.',
      loading: 'Loading the orphans',
      empty: 'Nothing is left over.',
      emptyHint:
        'Whatever carries our labels in a cluster has a preview that needs it.',
      what: 'What it is',
      why: 'Why it is one',
      state: 'State',
      since: 'Found',
      action: 'Action',
      more: 'and {{left}} more',
      release: 'Leave it',
      releaseLabel: 'Leave {{id}} to others',
    },
    orphanState: {
      suspected: 'Suspected',
      removing: 'Being removed',
      held: 'Held back',
    },
    orphanStateMeans: {
      suspected: 'A second look has to find it again first.',
      removing: 'A second look found it again {{at}}.',
      removingUndated: 'A second look found it again.',
      held: 'It waits until an administrator lets the removals go on.',
    },
    orphanRelease: {
      title: 'Leave {{id}} to others?',
      means:
        'It stays in the cluster: it is neither removed by us nor shown here again. This cannot be taken back here.',
      objects: 'This stays, with everything in it:',
      confirm: 'Leave it',
      done: '{{id}} was left to others',
      failed: '{{id}} could not be left to others',
    },
    sweep: {
      held_one: '{{count}} removal was held back {{since}}',
      held_other: '{{count}} removals were held back {{since}}',
      heldMeans:
        'Only {{limit}} may go in one sweep without an administrator, in case something was misread. Look whether the following should really go:',
      release: 'Let them go',
      releaseTitle: 'Let the removals go on?',
      releaseMeans:
        'The following and everything in it is removed at once. That cannot be undone.',
      acknowledge: 'I have looked: these should go',
      releaseConfirm: 'Let them go',
      releaseDone: 'The removals go on',
      releaseFailed: 'The removals could not be let go',
      problems: 'Not everything could be compared, so leftovers may be missed',
      failed: 'How the sweep is doing is not known: {{error}}',
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
      confirm: 'Delete the preview',
    },
    history: {
      title: 'History',
      empty: 'Nothing has happened yet.',
      older: 'Show older',
      cause: 'Cause: {{cause}}',
      output: 'Output',
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
      known: '{{id}} is gone. {{reason}}',
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
      emptyAgainTitle: 'No previews at present',
      last: 'The last one, {{id}}, went {{at}}. {{reason}}',
      addLabel_one:
        'Add the label {{labels}} to a pull request of {{repository}} to get the first one.',
      addLabel_other:
        'Add the labels {{labels}} to a pull request of {{repository}} to get the first one.',
      addLabelAgain_one:
        'Add the label {{labels}} to a pull request of {{repository}} to get the next one.',
      addLabelAgain_other:
        'Add the labels {{labels}} to a pull request of {{repository}} to get the next one.',
      openPullRequest:
        'Open a pull request on {{repository}} to get the first one.',
      openPullRequestAgain:
        'Open a pull request on {{repository}} to get the next one.',
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
      views: 'What to look at',
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
      orphans: 'The orphans could not be loaded',
    },
  },
  translations: {
    de: () => import('./de'),
  },
});
