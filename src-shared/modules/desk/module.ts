import type { Module } from '../../kernel/module.ts'
import {
  dismissAttention,
  handOverAttention,
  reopenAttention,
  resolveAttention,
  snoozeAttention,
} from './attention-commands.ts'
import { attention, attentionItem } from './attention-queries.ts'
import { closeAttention, extendAttention, raiseAttention, settle } from './attention-raising.ts'
import { setLooks } from './looks-commands.ts'
import { permissions } from './permissions.ts'
import { setPreference } from './preference-command.ts'
import { preferences } from './preference-query.ts'
import { preferenceRejections } from './preference-rejections.ts'
import { savePrintTemplate } from './print-commands.ts'
import { looks, printTemplates } from './print-queries.ts'
import { printRejections } from './print-rejections.ts'
import { onAttentionRaised } from './reactions.ts'
import { labels, rejections } from './rejections.ts'
import { resolveCode } from './resolve-code.ts'
import { codeRejections } from './resolve-code-rejections.ts'
import { scope } from './scope.ts'
import { search } from './search.ts'
import { deleteView, saveView } from './view-commands.ts'
import { savedViews } from './view-query.ts'
import { viewRejections } from './view-rejections.ts'
import { withdraw } from './withdraw-command.ts'

/** What people are told, how they like to work, and the one box in which they find everything. */
export const desk: Module = {
  name: 'desk',
  commands: [
    raiseAttention,
    extendAttention,
    closeAttention,
    resolveAttention,
    dismissAttention,
    snoozeAttention,
    handOverAttention,
    reopenAttention,
    withdraw,
    saveView,
    deleteView,
    setPreference,
    savePrintTemplate,
    setLooks,
  ],
  queries: [attention, attentionItem, savedViews, preferences, looks, printTemplates, search, resolveCode],
  reactions: [onAttentionRaised],
  rejections: { ...rejections, ...viewRejections, ...preferenceRejections, ...printRejections, ...codeRejections },
  labels,
  permissions,
  scope,
  constraints: { attention_items_command: 'attention_exists', saved_views_name: 'view_name_taken' },
  settle,
}
