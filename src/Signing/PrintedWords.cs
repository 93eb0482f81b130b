namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>The words before a position; they go into documents, so they are not translated.</summary>
internal static class AuthorityNames
{
    public static string Of(SigningAuthority authority) => authority switch
    {
        SigningAuthority.Collective => "TM.",
        SigningAuthority.Deputy => "KT.",
        SigningAuthority.ByOrder => "TL.",
        SigningAuthority.Authorised => "TUQ.",
        SigningAuthority.Acting => "Q.",
        _ => "",
    };
}

/// <summary>The forms of a copy, as they are printed on it.</summary>
internal static class CopyFormNames
{
    public static string Of(CopyForm form) => form switch
    {
        CopyForm.Extract => "TRÍCH SAO",
        CopyForm.Transcript => "SAO LỤC",
        _ => "SAO Y",
    };
}
