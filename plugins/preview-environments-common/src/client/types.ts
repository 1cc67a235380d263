import { components } from './openapi.generated';

/** One preview environment, as the caller may see it. @public */
export type Preview = components['schemas']['Preview'];

/** How far the routing key comes on the calls of a preview, and how that is known. @public */
export type Diagnosis = components['schemas']['Diagnosis'];

/** A service on the way of a marked request. @public */
export type PropagationNode = components['schemas']['PropagationNode'];

/** A call on the way of a marked request, and what became of the key. @public */
export type PropagationEdge = components['schemas']['PropagationEdge'];

/** What may be asked of a preview, whether the caller may do it now, and why not. @public */
export type PreviewAction = components['schemas']['PreviewAction'];

/** One service of a preview. @public */
export type PreviewComponent = components['schemas']['PreviewComponent'];

/** A page of previews, newest first. @public */
export type PreviewPage = components['schemas']['PreviewPage'];

/** Something that happened to a preview. @public */
export type HistoryEntry = components['schemas']['HistoryEntry'];

/** A page of what happened, newest first. @public */
export type HistoryPage = components['schemas']['HistoryPage'];

/** An object in a cluster that was made for a preview. @public */
export type ClusterObject = components['schemas']['ClusterObject'];

/** The objects of a preview, in the order in which they are made. @public */
export type ObjectList = components['schemas']['ObjectList'];

/** How a signed link leads to a preview on a host of the shared environment, and for how long that holds. @public */
export type PreviewEntry = components['schemas']['PreviewEntry'];

/**
 * A pull request that a preview's own is linked to, and what requests to the preview reach of it.
 *
 * @public
 */
export type PreviewGroupMember = components['schemas']['PreviewGroupMember'];

/** A signed link. Whoever has it can follow it until it expires: it belongs into no page, log or history. @public */
export type EntryLink = components['schemas']['EntryLink'];

/** The last lines that a container wrote. @public */
export type PreviewLogs = components['schemas']['Logs'];

/** Whether a removal was given up, and what that leaves in the cluster for people to remove. @public */
export type PreviewRelease = components['schemas']['Release'];

/** What carries our labels in a cluster without a reason to exist. @public */
export type Orphan = components['schemas']['Orphan'];

/** The orphans, oldest first. @public */
export type OrphanList = components['schemas']['OrphanList'];

/** How many requests a code host still allows in the name of one account. @public */
export type Quota = components['schemas']['Quota'];

/** The accounts that requests were made for. @public */
export type QuotaList = components['schemas']['QuotaList'];

/** How the comparison of code hosts, store and clusters is doing, and what it holds back. @public */
export type Sweep = components['schemas']['Sweep'];

/** The removals that wait for an administrator, because more would go at once than is allowed without one. @public */
export type HeldRemovals = components['schemas']['HeldRemovals'];

/** What is asked for of a branch: `entityRef` or `repository`, the branch, and how long it is to be previewed. @public */
export type PreviewRequest = components['schemas']['PreviewRequest'];

/** What will become a preview in a moment. @public */
export type RequestedPreview = components['schemas']['RequestedPreview'];

/** How a repository is watched, and what keeps it from getting previews. @public */
export type WatchedRepository = components['schemas']['WatchedRepository'];

/** The repositories of a component. @public */
export type RepositoryList = components['schemas']['RepositoryList'];

/** What is wrong with a definition or an entity, and where. @public */
export type ValidationFinding = components['schemas']['Finding'];

/** Everything that is wrong with a definition or an entity; no findings mean that it would work. @public */
export type ValidationResult = components['schemas']['ValidateResponse'];
