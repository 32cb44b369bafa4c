import { z } from 'zod'

/** A member with the membership that stands for them; also as a draft keeps it. */
export const memberChoice = z.object({ memberId: z.string(), name: z.string(), membershipId: z.string().nullable() })
export type MemberChoice = z.infer<typeof memberChoice>
