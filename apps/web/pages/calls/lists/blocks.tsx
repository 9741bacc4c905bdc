import { Alert } from 'antd';
import { Link } from 'react-router';

interface Props {
  callId: string;
  deadline: string;
  late: boolean;
  carryOverOpen: number;
  officeNamed: boolean;
}

/** What blocks a transmittal, each with the way to remove it (A18, A23, A24). */
export function Blocks({ callId, deadline, late, carryOverOpen, officeNamed }: Props) {
  const blocks = [
    late && <>已过州（市）报送截止时间（{deadline}），如确需报送请向省厅申请延期。</>,
    carryOverOpen > 0 && (
      <>
        尚有 {carryOverOpen} 个结转项目未处理，<Link to={`/calls/${callId}/carry-over?settled=open`}>去处理</Link>。
      </>
    ),
    !officeNamed && (
      <>
        尚未明确责任科（处）室和责任人，<Link to={`/calls/${callId}`}>去明确</Link>。
      </>
    ),
  ].filter((block) => block !== false);
  if (blocks.length === 0)
    return <Alert type="success" showIcon title={`结转项目已处理完毕，责任科室已明确，可以报送。报送截止：${deadline}。`} />;
  return (
    <Alert
      type="warning"
      showIcon
      title="以下事项处理完毕后方可报送"
      description={
        <ul className="blocks">
          {blocks.map((block, index) => (
            <li key={index}>{block}</li>
          ))}
        </ul>
      }
    />
  );
}
