import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'

/** What a link from outside may open here: the kinds of things that have a screen. */
export const linkKinds = ['attention', 'client', 'plant', 'receipt', 'slot'] as const
export type LinkKind = (typeof linkKinds)[number]

/** The two parts of `holdfast://open/<kind>/<id>`; whatever else somebody writes there leads home. */
export const linkParams = z.object({ kind: z.enum(linkKinds), id })
