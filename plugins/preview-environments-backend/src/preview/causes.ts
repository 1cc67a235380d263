/** How soon a look is wanted: the lower, the sooner. */
export type Urgency = 0 | 1 | 2;

/** Nobody asked: the look was planned. */
export const byTimer: Urgency = 2;

/** Nobody asked anew: it is the next step of what began a moment ago. */
export const underWay: Urgency = 1;

/** How the words of a cause begin or what they contain, and who speaks so; the first that fits counts. */
const speakers: { says: RegExp; importance: number; urgency: Urgency }[] = [
  // People wait for an answer.
  { says: /^comment\b|\b(requested|released) by\b/, importance: 0, urgency: 0 },
  // Every open pull request of a repository at once: nobody changed anything about one of them.
  { says: /^listing: definition\b/, importance: 2, urgency: 1 },
  // The listing stands in for a webhook that was lost.
  { says: /^(webhook|listing)\b/, importance: 1, urgency: 0 },
  { says: /^watch\b/, importance: 3, urgency: 1 },
];
const anybody = { importance: 2, urgency: 1 as Urgency };

/** People and what they do on the code host come before what was seen in clusters. */
export function urgencyOf(cause: string): Urgency {
  return speakerOf(cause).urgency;
}

/** Whether a person asked for it by name. */
export function isPersonal(cause: string): boolean {
  return speakerOf(cause).importance === 0;
}

/** Whether a cause, or the first of several, says what began something; timers and watches only carry it on. */
export function isOrigin(cause: string): boolean {
  return !/^(timer|watch)\b/.test(cause);
}

/**
 * All causes of a look as one text for the timeline, people first, so that no watch hides who asked for something. `undefined`
 * when nobody gave a hint.
 */
export function nameCauses(causes: string[]): string | undefined {
  if (causes.length === 0) return undefined;
  return causes
    .map((cause, place) => ({ cause, place }))
    .sort(
      (one, other) =>
        speakerOf(one.cause).importance - speakerOf(other.cause).importance ||
        other.place - one.place,
    )
    .map(({ cause }) => cause)
    .join('; ');
}

function speakerOf(cause: string) {
  return speakers.find(({ says }) => says.test(cause)) ?? anybody;
}
