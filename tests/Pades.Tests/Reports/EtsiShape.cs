using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Reports;

/// <summary>
/// What ETSI TS 119 102-2 v1.3.1 says of the elements we write, as a table: the children in their order, "?" for at most
/// one, "*" for any number, "+" for at least one, "|" before the names of a free choice; or the type of the text.
/// </summary>
internal static class EtsiShape
{
    private static readonly XNamespace Vr = "http://uri.etsi.org/19102/v1.2.1#";

    private static readonly Dictionary<string, string> Children = new(StringComparer.Ordinal)
    {
        ["ValidationReport"] = "SignatureValidationReport+ SignatureValidationObjects? SignatureValidator?",
        ["ValidationReport/SignatureValidationReport"] = Report,
        ["ValidationObject/ValidationReport"] = Report,
        ["SignatureIdentifier"] = "SignatureValue? HashOnly:boolean DocHashOnly:boolean DAIdentifier?",
        ["ValidationConstraintsEvaluationReport"] = "ValidationConstraint*",
        ["ValidationConstraint"] = "ValidationConstraintIdentifier:uri ConstraintStatus ValidationStatus?",
        ["ConstraintStatus"] = "Status:uri OverriddenBy:uri?",
        ["ValidationStatus"] = Status,
        ["SignatureValidationStatus"] = Status,
        ["AssociatedValidationReportData"] = "TrustAnchor? CertificateChain? RelatedValidationObject* RevocationStatusInformation? CryptoInformation? AdditionalValidationReportData?",
        ["CertificateChain"] = "SigningCertificate IntermediateCertificate* TrustAnchor?",
        ["RevocationStatusInformation"] = "ValidationObjectId RevocationTime:time RevocationReason:uri? RevocationObject?",
        ["AdditionalValidationReportData"] = "ReportData+",
        ["ReportData"] = "Type:uri Value",
        ["ValidationTimeInfo"] = "ValidationTime:time BestSignatureTime",
        ["BestSignatureTime"] = "POETime:time TypeOfProof:uri POEObject?",
        ["SignersDocument"] = "DigestAlgAndValue",
        ["DigestAlgAndValue"] = "DigestMethod DigestValue:base64",
        ["SignatureAttributes"] = "| SigningTime SigningCertificate SignatureProductionPlace SignatureTimeStamp MessageDigest DocTimeStamp Reason Name SubFilter ByteRange",
        ["SigningTime"] = "AttributeObject* Time:time",
        ["SigningCertificate"] = "AttributeObject* CertID*",
        ["SignatureProductionPlace"] = "AttributeObject* AddressString+",
        ["SignatureTimeStamp"] = "AttributeObject* TimeStampValue:time",
        ["DocTimeStamp"] = "AttributeObject* TimeStampValue:time",
        ["MessageDigest"] = "AttributeObject* Digest:base64",
        ["Reason"] = "AttributeObject* ReasonElement",
        ["Name"] = "AttributeObject* NameElement",
        ["SubFilter"] = "AttributeObject* SubFilterElement",
        ["SignerInformation"] = "SignerCertificate Signer?",
        ["SignatureValidationProcess"] = "SignatureValidationProcessID:uri?",
        ["SignatureValidationObjects"] = "ValidationObject+",
        ["ValidationObject"] = "ObjectType:uri ValidationObjectRepresentation POE? ValidationReport?",
        ["ValidationObjectRepresentation"] = "base64:base64",
        ["SignatureValidator"] = "DigitalId+",
        ["DigitalId"] = "X509SubjectName",
    };

    private const string Report = "SignatureIdentifier? ValidationConstraintsEvaluationReport? ValidationTimeInfo? SignersDocument? SignatureAttributes? SignerInformation? SignatureQuality? SignatureValidationProcess? SignatureValidationStatus";
    private const string Status = "MainIndication:uri SubIndication:uri* AssociatedValidationReportData*";

    public static XElement Read(byte[] report)
    {
        var root = XDocument.Parse(System.Text.Encoding.UTF8.GetString(report)).Root!;
        Assert.Equal(Vr + "ValidationReport", root.Name);
        foreach (var element in root.DescendantsAndSelf()) Check(element);
        var ids = root.Descendants().Select(e => e.Attribute("id")?.Value).OfType<string>().ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => XmlConvert.VerifyNCName(id));
        Assert.Empty(root.Descendants().Select(e => e.Attribute("VOReference")?.Value).OfType<string>().Except(ids));
        return root;
    }

    private static void Check(XElement element)
    {
        var name = element.Name.LocalName;
        // The certificate's attribute of that name has nothing in common with the chain's.
        var rule = Children.GetValueOrDefault($"{element.Parent?.Name.LocalName}/{name}") ?? (element.Attribute("VOReference") is null ? Children.GetValueOrDefault(name) : null);
        if (rule is null)
        {
            Assert.False(element.HasElements, $"{name} has children that no rule knows");
            return;
        }
        var children = element.Elements().ToList();
        if (rule.StartsWith('|'))
        {
            Assert.NotEmpty(children);
            Assert.All(children, child => Assert.Contains(child.Name.LocalName, rule[2..].Split(' ')));
            return;
        }
        var at = 0;
        foreach (var part in rule.Split(' '))
        {
            var often = part[^1] is '?' or '*' or '+' ? part[^1] : '1';
            var (child, type) = part.TrimEnd('?', '*', '+').Split(':') is [var one, var kind] ? (one, kind) : (part.TrimEnd('?', '*', '+'), "");
            var count = 0;
            for (; at < children.Count && children[at].Name.LocalName == child; at++, count++) CheckText(children[at], type);
            Assert.True(often switch { '?' => count <= 1, '*' => true, '+' => count >= 1, _ => count == 1 }, $"{name} has {count} × {child}");
        }
        Assert.True(at == children.Count, $"{name} has {(at < children.Count ? children[at].Name.LocalName : "nothing")} where it does not belong");
    }

    private static void CheckText(XElement element, string type)
    {
        switch (type)
        {
            case "boolean": XmlConvert.ToBoolean(element.Value); break;
            case "time": DateTimeOffset.ParseExact(element.Value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture); break;
            case "base64": Convert.FromBase64String(element.Value); break;
            case "uri": Assert.True(Uri.IsWellFormedUriString(element.Value, UriKind.Absolute), element.Value); break;
            default: break;
        }
    }
}
