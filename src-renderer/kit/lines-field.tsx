import { Textarea } from '@mantine/core'

interface Props {
  label: string
  value: string
  onChange(text: string): void
  /** So many characters, where there is an end. */
  most?: number
  error?: string | undefined
  /** Gets the focus when its form appears. */
  first?: boolean
}

/** A field for a few lines of one's own words: a reason, a description, a note. It grows with them. */
export const LinesField = ({ label, value, onChange, most, error, first = false }: Props) => (
  <Textarea
    autosize
    minRows={2}
    maxRows={6}
    label={label}
    value={value}
    error={error}
    {...(most === undefined ? {} : { maxLength: most })}
    {...(first ? { 'data-first': true } : {})}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)
