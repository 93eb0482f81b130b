namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>A language of the reports.</summary>
public enum ReportLanguage
{
    /// <summary>Vietnamese.</summary>
    Vietnamese,

    /// <summary>English.</summary>
    English,
}

/// <summary>The same words twice.</summary>
/// <param name="Vietnamese">For most readers.</param>
/// <param name="English">For the others.</param>
public sealed record Bilingual(string Vietnamese, string English)
{
    /// <summary>The words in that language.</summary>
    public string In(ReportLanguage language) => language == ReportLanguage.English ? English : Vietnamese;
}
