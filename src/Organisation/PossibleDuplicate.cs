namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>
/// When two people of one name may be one person: the same birth date, or the same unit and nothing that tells them apart.
/// Forms and imports ask the same question.
/// </summary>
internal static class PossibleDuplicate
{
    /// <summary>Whether somebody of this name may be the one known.</summary>
    public static bool May(DateOnly? birthDate, Guid unit, DateOnly? knownBirthDate, IEnumerable<Guid> knownUnits)
    {
        if (birthDate is not null && knownBirthDate is not null) return birthDate == knownBirthDate;
        return knownUnits.Contains(unit);
    }

    /// <summary>Whether two official addresses speak against it: nobody is given two.</summary>
    public static bool IsDoubtful(string? email, string? knownEmail) => email is not null && knownEmail is not null && email != knownEmail;
}
