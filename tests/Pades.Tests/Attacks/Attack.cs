using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>One way to forge a signed document.</summary>
/// <param name="Class">The name by which the literature or /docs/pades.md calls its kind.</param>
/// <param name="Name">Unlike any other of its class.</param>
/// <param name="Files">The forgeries, each with the document it was made of.</param>
internal sealed record Attack(string Class, string Name, Func<IEnumerable<(string Of, byte[] Pdf)>> Files)
{
    /// <summary>The reader may refuse the file as a whole; without this a refusal counts as a mistake of the generator.</summary>
    public bool MayBeUnreadable { get; init; }

    /// <summary>Opens the forgery.</summary>
    public string? Password { get; init; }

    /// <summary>Both kinds of cross-reference, plain and certified.</summary>
    public static readonly IReadOnlyList<FormDocument> Documents = [new(false, 0, false), new(true, 0, false), new(false, 2, false), new(true, 3, false)];

    /// <summary>An update by another program than the signer's, on each document.</summary>
    public static Attack Update(string kind, string name, Action<PdfFile, Revision> change) =>
        new(kind, name, () => Documents.Select(document => (document.ToString(), FormDocument.Update(document.Signed(), change))));

    /// <summary>The signed file as a whole made into another.</summary>
    public static Attack Rewrite(string kind, string name, Func<byte[], byte[]> forge, bool mayBeUnreadable = false) =>
        new(kind, name, () => Documents.Select(document => (document.ToString(), forge(document.Signed())))) { MayBeUnreadable = mayBeUnreadable };

    public static Attack File(string kind, string name, Func<byte[]> make, bool mayBeUnreadable = false) =>
        new(kind, name, () => [("a document of its own", make())]) { MayBeUnreadable = mayBeUnreadable };

    public static byte[] Sign(byte[] pdf, Func<SignaturePlan, SignaturePlan>? change = null) => SignOnce.Sign(pdf, TestSigner.P256, change);
}
