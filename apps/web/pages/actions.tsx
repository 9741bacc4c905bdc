import { App, Button, Dropdown, Flex, Modal, Tooltip, type MenuProps } from 'antd';
import { useRef, useState } from 'react';
import { ActDialog, type Action } from './case/act/act-dialog.js';
import { notMine } from './case/act/desks.js';
import { useDialog } from './case/act/knowledge.js';
import { areListed, Obstacles } from './case/act/obstacles.js';

/** Verbs that answer a task of one's own: they come first when they are possible. */
const answers = ['sign', 'vote', 'advise', 'hand-back'];
/** Verbs at hand (6.12); the rest is under 更多. */
const near = ['claim', 'release', 'transfer', 'add-signer', 'take-back', 'urge', 'resume'];
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
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<Action>();
  const more = useRef<HTMLButtonElement>(null);
  const all = one.explanation.actions.filter((action) => !action.onList);
  const asked = all.filter((action) => answers.includes(action.on) && action.available);
  const rows = all.filter((action) => !action.verb && (action.available || !notMine.includes(action.refusal!.code)));
  const first = [...asked, ...rows];
  const second = all.filter((action) => action.verb && near.includes(action.on) && action.available);
  const forward = first.filter((action) => action.available && !action.quiet && !grave.includes(action.on));
  const leading = forward.find((action) => !action.stays) ?? forward[0];
  const rest = all.filter((action) => !first.includes(action) && !second.includes(action) && !answers.includes(action.on));
  const choose = (action: Action) => {
    // The menu goes; the dialog gives the focus back to its button.
    more.current?.focus();
    if (action.available) setChosen(action);
    else void message.info(action.reason);
  };
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
          autoFocus
          trigger={['click']}
          menu={{ items: itemsOf(rest), onClick: ({ key }) => choose(rest.find((action) => action.on === key)!) }}
        >
          <Button ref={more}>更多</Button>
        </Dropdown>
      )}
      {chosen && <ActDialog key={chosen.on} action={chosen} close={() => setChosen(undefined)} />}
    </Flex>
  );
}

/** What is possible first; what is not stays within reach of the keyboard, its reason beside it. */
function itemsOf(actions: Action[]): MenuProps['items'] {
  const [possible, others] = [true, false].map((available) => actions.filter((action) => action.available === available));
  const lines = possible!.map(({ on, label }) => ({ key: on, label }));
  const reasons = others!.map(({ on, label, reason }) => ({
    key: on,
    label: (
      <span className="why">
        <b>{label}</b> {reason}
      </span>
    ),
  }));
  return reasons.length === 0 ? lines : [...lines, { type: 'group', label: '现在不能办理', children: reasons }];
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
