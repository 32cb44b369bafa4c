import type { Module } from '../../kernel/module.ts'
import { archiveMember } from './archive-member.ts'
import { cancel } from './cancel-command.ts'
import { previewCancel } from './cancel-preview.ts'
import { changePlan } from './change-plan.ts'
import { previewChange } from './change-preview.ts'
import { settleCharges, unsettleCharges, waiveCharge } from './charge-commands.ts'
import { deletePlan } from './delete-plan.ts'
import { duplicates } from './duplicate-members.ts'
import { find } from './find.ts'
import { extendFreeze, freeze } from './freeze-commands.ts'
import { previewFreeze } from './freeze-queries.ts'
import { history } from './history-query.ts'
import { ensurePlan } from './import-plan.ts'
import { importRejections } from './import-rejections.ts'
import { importRow, revokeImportRow } from './import-row.ts'
import { memberImporter } from './importer.ts'
import { labels } from './labels.ts'
import { createMember, reactivateMember, suspendMember } from './member-commands.ts'
import { listMembers } from './member-list.ts'
import { member, standing } from './member-queries.ts'
import { mergeMembers } from './merge-members.ts'
import { permissions } from './permissions.ts'
import { archivePlan, createPlan, restorePlan, updatePlan } from './plan-commands.ts'
import { activePlans, listPlans, plan } from './plan-queries.ts'
import { owedChanged } from './reactions.ts'
import { reinstate } from './reinstate-command.ts'
import { rejections } from './rejections.ts'
import { renew, revokeRenewal, setAutoRenew } from './renewal-commands.ts'
import { previewRenewal } from './renewal-preview.ts'
import { renewals } from './renewal-queries.ts'
import { reorderPlans } from './reorder-plans.ts'
import { report } from './report-query.ts'
import { memberResolver, membershipResolver } from './resolve.ts'
import { revertPlanChange } from './revert-plan-change.ts'
import { rollDay } from './roll-day-command.ts'
import { enrol, purchase, revokePurchase } from './sale-commands.ts'
import { charges, previewSale } from './sale-queries.ts'
import { schedules } from './schedules.ts'
import { scope } from './scope.ts'
import { memberSearch } from './search-members.ts'
import { membershipSearch } from './search-memberships.ts'
import { setKyc } from './set-kyc.ts'
import { updateSettings } from './settings-commands.ts'
import { similarMembers } from './similar-members.ts'
import { cancelFreeze, unfreeze } from './unfreeze-commands.ts'
import { updateMember } from './update-member.ts'

/** Plans, the people who are members, and the memberships they hold. */
export const memberships: Module = {
  name: 'memberships',
  commands: [
    createPlan,
    updatePlan,
    archivePlan,
    restorePlan,
    deletePlan,
    reorderPlans,
    createMember,
    updateMember,
    suspendMember,
    reactivateMember,
    setKyc,
    archiveMember,
    mergeMembers,
    enrol,
    purchase,
    revokePurchase,
    freeze,
    extendFreeze,
    unfreeze,
    cancelFreeze,
    renew,
    revokeRenewal,
    setAutoRenew,
    rollDay,
    changePlan,
    revertPlanChange,
    cancel,
    reinstate,
    settleCharges,
    unsettleCharges,
    waiveCharge,
    updateSettings,
    ensurePlan,
    importRow,
    revokeImportRow,
  ],
  queries: [
    listPlans,
    activePlans,
    plan,
    find,
    listMembers,
    member,
    similarMembers,
    standing,
    previewSale,
    previewFreeze,
    duplicates,
    previewChange,
    previewRenewal,
    previewCancel,
    renewals,
    charges,
    history,
    report,
  ],
  reactions: [owedChanged],
  rejections: { ...rejections, ...importRejections },
  labels,
  permissions,
  scope,
  constraints: {
    membership_overlap: 'membership_overlap',
    membership_freeze_overlap: 'membership_freeze_overlap',
    membership_plans_name_key: 'membership_plan_name_taken',
    members_code: 'member_code_taken',
    members_member_number: 'member_number_taken',
    // Numbers within a row of whom the id is taken: they are found out before the id itself.
    membership_plan_versions_no: 'row_id_taken',
    member_contacts_member: 'row_id_taken',
    membership_periods_seq: 'row_id_taken',
  },
  search: [memberSearch, membershipSearch],
  resolve: [memberResolver, membershipResolver],
  importers: [memberImporter],
  schedules,
}
