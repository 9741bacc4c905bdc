import { App, Button, Dropdown, Flex, Modal, Tooltip } from 'antd';
import { useState } from 'react';
import { ActDialog, type Action } from './case/act/act-dialog.js';
import { notMine } from './case/act/desks.js';
import { useDialog } from './case/act/knowledge.js';
import { areListed, Obstacles } from './case/act/obstacles.js';

/** Verbs that answer a task of one's own: they come first when they are possible. */
const answers = ['sign', 'vote', 'advise', 'hand-back'];
/** Verbs at hand; the rest is under 更多. */
const near = ['claim', 'release', 'take-back', 'urge', 'resume'];
const grave = [
  'refuse',
  'form-fail',
  'withdraw',
  'remove',
  'recuse',
  'revise-agreement',
  'not-accept',
  'reject',
  'refuse-signing',
  'object-dissolution',
  'terminate',
];

/** The acts of a case: one that is not possible stays visible and says why; what belongs to another desk stands under 更多. */
export function Actions() {
  const { one } = useDialog();
  const [chosen, setChosen] = useState<Action>();
  const all = one.explanation.actions.filter((action) => !action.onList);
  const first = all.filter((action) =>
    action.verb ? answers.includes(action.on) && action.available : action.available || !notMine.includes(action.refusal!.code),
  );
  const second = all.filter((action) => action.verb && near.includes(action.on) && action.available);
  const forward = first.filter((action) => action.available && !action.quiet && !grave.includes(action.on));
  const leading = forward.find((action) => !action.stays) ?? forward[0];
  const rest = all.filter((action) => !first.includes(action) && !second.includes(action));
  return (
    <Flex wrap gap="small" role="toolbar" aria-label="办理">
      {first.map((action) => (
        <ActButton key={action.on} action={action} primary={action === leading} open={setChosen} />
      ))}
      {second.map((action) => (
        <ActButton key={action.on} action={action} open={setChosen} />
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest
              .toSorted((a, b) => Number(b.available) - Number(a.available))
              .map((action) => ({
                key: action.on,
                disabled: !action.available,
                label: action.available ? (
                  action.label
                ) : (
                  <>
                    {action.label}
                    <div className="why">{action.reason}</div>
                  </>
                ),
              })),
            onClick: ({ key }) => setChosen(rest.find((action) => action.on === key)),
          }}
        >
          <Button>更多</Button>
        </Dropdown>
      )}
      {chosen && <ActDialog key={chosen.on} action={chosen} close={() => setChosen(undefined)} />}
    </Flex>
  );
}

/** Reachable by keyboard also when it is not possible: then it says why. */
function ActButton({ action, primary = false, open }: { action: Action; primary?: boolean; open: (action: Action) => void }) {
  const { message } = App.useApp();
  const [told, setTold] = useState(false);
  const details = action.refusal?.details;
  if (action.available)
    return (
      <Button type={primary ? 'primary' : 'default'} danger={grave.includes(action.on)} onClick={() => open(action)}>
        {action.label}
      </Button>
    );
  const tell = () => (areListed(details) ? setTold(true) : void message.info(action.reason));
  const close = () => setTold(false);
  return (
    <>
      <Tooltip title={action.reason} trigger={['hover', 'focus']}>
        <Button aria-disabled className="unavailable" onClick={tell}>
          {action.label}
        </Button>
      </Tooltip>
      <Modal title={`现在不能“${action.label}”`} open={told} onCancel={close} footer={<Button onClick={close}>知道了</Button>}>
        <p>{action.reason}</p>
        <Obstacles details={details ?? []} left={close} />
      </Modal>
    </>
  );
}
