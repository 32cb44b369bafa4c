import { networkInterfaces } from 'node:os'

/** Under which addresses of the local network this machine is reached, IPv4, those that people know first. */
export function lanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const addresses = all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address)
  return [...new Set(addresses)].slice(0, 8)
}
