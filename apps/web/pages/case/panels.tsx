import type { ComponentType } from 'react';
import type { CaseDetail, Me } from '#apps/api/contract.js';
import { RegistrationPanel } from '../account/registration-panel.js';
import { BudgetPanel, DisbursementPanel, InstalmentPanel, RecoveryPanel } from '../payments/facts-panels.js';
import { OrderPanel } from '../payments/order-panel.js';
import { useFormation } from '../consortium/formation/knowledge.js';
import { FormationPanel } from '../consortium/formation/formation-panel.js';
import { EvaluationPanel } from '../consortium/evaluation/evaluation-panel.js';
import { useEvaluation } from '../consortium/evaluation/knowledge.js';
import { useConsortium } from '../consortium/life/knowledge.js';
import { ConsortiumPanel } from '../consortium/life/life-panel.js';
import { ChangePanel } from '../consortium/change/change-panel.js';
import { useChange } from '../consortium/change/knowledge.js';
import { DisqualificationPanel } from '../consortium/disqualification/disqualification-panel.js';
import { useDisqualification } from '../consortium/disqualification/knowledge.js';
import { DissolutionPanel } from '../consortium/dissolution/dissolution-panel.js';
import { useDissolution } from '../consortium/dissolution/knowledge.js';
import { useTask } from '../consortium/task/knowledge.js';
import { TaskPanel } from '../consortium/task/task-panel.js';
import { CoordinationPanel } from '../coordination/coordination-panel.js';
import { useCoordination } from '../coordination/knowledge.js';
import { useReport } from '../consortium/report/knowledge.js';
import { ReportPanel } from '../consortium/report/report-panel.js';
import { callPath } from '../calls/paths.js';
import { CallPanel, useClaimCall } from '../subsidies/claim/call-panel.js';
import { ClaimPanel } from '../subsidies/claim/claim-panel.js';
import { VoucherPanel } from '../subsidies/claim/voucher-panel.js';
import { ListPanel, useClaimList } from '../subsidies/meeting/list-panel.js';
import type { DialogKnowledge } from './act/knowledge.js';
import { useProject } from './project/knowledge.js';
import { ProjectPanel } from './project/project-panel.js';

export interface PanelProps {
  one: CaseDetail;
  me: Me;
}

/** How a process shows its case: the body of the page, and what the dialogs of its acts know (a hook). */
export interface CaseView {
  Panel: ComponentType<PanelProps>;
  useKnowledge?: (one: CaseDetail, me: Me) => DialogKnowledge;
}

const pathByCall = (one: CaseDetail) => callPath(one, one.callId);

/** Processes whose cases have a page of their own elsewhere: its path. */
export const ownPages: Record<string, (one: CaseDetail) => string> = {
  call: pathByCall,
  transmittal: pathByCall,
  'selection-list': pathByCall,
};

/** One line a process; one without a line shows its plain facts. */
export const caseViews: Record<string, CaseView> = {
  'key-project': { Panel: ProjectPanel, useKnowledge: useProject },
  'payment-order': { Panel: OrderPanel },
  budget: { Panel: BudgetPanel },
  recovery: { Panel: RecoveryPanel },
  disbursement: { Panel: DisbursementPanel },
  instalment: { Panel: InstalmentPanel },
  claim: { Panel: ClaimPanel },
  'claim-call': { Panel: CallPanel, useKnowledge: useClaimCall },
  'claim-list': { Panel: ListPanel, useKnowledge: useClaimList },
  voucher: { Panel: VoucherPanel },
  'consortium-formation': { Panel: FormationPanel, useKnowledge: useFormation },
  consortium: { Panel: ConsortiumPanel, useKnowledge: useConsortium },
  'consortium-change': { Panel: ChangePanel, useKnowledge: useChange },
  dissolution: { Panel: DissolutionPanel, useKnowledge: useDissolution },
  disqualification: { Panel: DisqualificationPanel, useKnowledge: useDisqualification },
  'project-task': { Panel: TaskPanel, useKnowledge: useTask },
  coordination: { Panel: CoordinationPanel, useKnowledge: useCoordination },
  'annual-report': { Panel: ReportPanel, useKnowledge: useReport },
  evaluation: { Panel: EvaluationPanel, useKnowledge: useEvaluation },
  registration: { Panel: ({ one }) => <RegistrationPanel id={one.id} /> },
};
