import { record, sha } from '../preview/__testUtils__/builders';
import { commandText } from './commandText';

it('shows how to approve exactly the commit that waits', () => {
  const waiting = record({
    phase: 'awaiting-approval',
    blockedBy: ['approval'],
  });
  expect(commandText(waiting)).toContain(
    `After a look at its changes, let the commit run by the comment \`/preview approve ${sha}\`.`,
  );
});

it('says nothing of approvals that nobody waits for', () => {
  expect(commandText(record()).join()).not.toContain('approve');
});
