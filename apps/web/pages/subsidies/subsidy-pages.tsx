import type { ReactNode } from 'react';
import type { Me } from '#apps/api/contract.js';
import { SectionFrame } from '../admin/section-frame.js';
import { RegistersPage } from '../registers/registers-page.js';
import { rightsOf, type Rights } from '../admin/sections.js';
import { CallsPage } from './calls-page.js';
import { CapsPage } from './caps-page.js';
import { ClaimsPage } from './claims/claims-page.js';
import { EstimatePage } from './estimate/estimate-page.js';
import { MeetingPage } from './meeting/meeting-page.js';
import { RollupPage } from './rollup-page.js';
import { RulesPage } from './rules-page.js';
import { subsidySections } from './sections.js';

/** 科技金融补助 (2.9): claims, their calls and lists, caps, yearly figures and rule sets. */
export function SubsidyPages({ me }: { me: Me }) {
  const pages: Record<string, (rights: Rights) => ReactNode> = {
    claims: (rights) => <ClaimsPage me={me} rights={rights} />,
    estimate: () => <EstimatePage me={me} />,
    calls: (rights) => <CallsPage me={me} rights={rights} />,
    meeting: (rights) => <MeetingPage rights={rights} />,
    caps: () => <CapsPage me={me} />,
    rollup: () => <RollupPage me={me} />,
    rules: (rights) => <RulesPage rights={rights} />,
    registers: () => <RegistersPage me={me} />,
  };
  return <SectionFrame label="科技金融补助" root="/subsidies" sections={subsidySections} pages={pages} rights={rightsOf(me)} />;
}
