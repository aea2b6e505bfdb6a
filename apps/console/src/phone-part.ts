const DIGITS_MIN = 3

/**
 * What people may mean by a part of a phone number, as it stands in a stored one: without the home country or its leading 0.
 * Null for what has too few digits.
 */
export function phonePart(written: string, homeCountry: string): string | null {
  if (/[^\d\s+().-]/.test(written)) return null
  const digits = written.replaceAll(/\D/g, '')
  const isInternational = written.trim().startsWith('+')
  const part =
    isInternational && digits.startsWith(homeCountry)
      ? digits.slice(homeCountry.length)
      : digits.replace(isInternational ? /^$/ : /^0/, '')
  return part.length < DIGITS_MIN ? null : part
}
