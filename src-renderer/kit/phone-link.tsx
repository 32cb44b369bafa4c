import { Anchor } from '@mantine/core'

/** A telephone number, one press away. */
export const PhoneLink = ({ phone }: { phone: string }) => (
  <Anchor href={`tel:${phone.replace(/\s/g, '')}`}>{phone}</Anchor>
)
