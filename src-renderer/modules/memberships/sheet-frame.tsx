import type { ReactNode } from 'react'
import { DetailHead, Section } from '../../kit/detail.tsx'
import type { Member } from './member.ts'

/** A form about a member, in the place of their card: what it does, for whom, and the way back. */
export function SheetFrame({
  title,
  member,
  onClose,
  children,
}: {
  title: string
  member: Member
  onClose(): void
  children: ReactNode
}) {
  return (
    <>
      <DetailHead title={title} line={member.name} onClose={onClose} />
      <Section>{children}</Section>
    </>
  )
}
