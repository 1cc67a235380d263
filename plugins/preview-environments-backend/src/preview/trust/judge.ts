import { strengthened } from './floor';
import { rules } from './rules';
import { TrustSubject, Verdict } from './types';

/** A pull request may be previewed when every rule lets it pass; the first that objects speaks for all. */
export function judge(subject: TrustSubject): Verdict {
  const trigger = strengthened(subject.trigger, subject.floor);
  for (const rule of rules) {
    const objection = rule({ ...subject, trigger });
    if (objection) return objection;
  }
  return { kind: 'allowed' };
}
