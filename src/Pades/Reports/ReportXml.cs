using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>
/// The validation report of ETSI TS 119 102-2 for other programs and for archives, unsigned. What the check does not know is
/// left out; what the standard has no name for carries a name that begins with "urn:thds:".
/// </summary>
public static class ReportXml
{
    /// <summary>Writes the report as UTF-8.</summary>
    public static byte[] Write(CheckedDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n" }))
            new Report(xml, document).Write();
        return output.ToArray();
    }

    private sealed class Report(XmlWriter xml, CheckedDocument document)
    {
        private const string Vr = "http://uri.etsi.org/19102/v1.2.1#";
        private const string Ds = "http://www.w3.org/2000/09/xmldsig#";
        private const string XAdES = "http://uri.etsi.org/01903/v1.3.2#";
        private const string Tsl = "http://uri.etsi.org/02231/v2#";
        private const string Etsi = "urn:etsi:019102:";
        private const string Own = "urn:thds:";

        private readonly OrderedDictionary<string, X509Certificate2> certificates = [];
        private readonly List<SignatureReport> all = [.. document.Report?.Signatures ?? []];

        public void Write()
        {
            xml.WriteStartElement("", "ValidationReport", Vr);
            xml.WriteAttributeString("xmlns", "ds", null, Ds);
            xml.WriteAttributeString("xmlns", "XAdES", null, XAdES);
            xml.WriteAttributeString("xmlns", "tsl", null, Tsl);
            // A document time stamp supports signatures; where there are none it is reported for itself.
            var signatures = all.Where(s => s.Kind != SignatureKind.DocumentTimeStamp).ToList();
            var stamps = signatures.Count > 0 ? all.Except(signatures).ToList() : [];
            if (signatures.Count == 0) signatures = all;
            foreach (var signature in signatures) Element("SignatureValidationReport", () => Signature(signature));
            if (signatures.Count == 0) Element("SignatureValidationReport", () => Element("SignatureValidationStatus", NothingToReport));
            Objects(stamps);
            Element("SignatureValidator", () => Element("DigitalId", () => xml.WriteElementString("X509SubjectName", Tsl, "CN=ThanhHoa.DigitalSignature")));
            xml.WriteEndElement();
        }

        // EN 319 102-1 §5.2.2: what cannot be parsed fails on its format. For "not signed" the standard has no indication.
        private void NothingToReport()
        {
            Element("MainIndication", document.Report is null ? $"{Etsi}mainindication:total-failed" : $"{Own}mainindication:no-signature-found");
            if (document.Report is null) Element("SubIndication", $"{Etsi}subindication:FORMAT_FAILURE");
        }

        private void Signature(SignatureReport signature)
        {
            Element("SignatureIdentifier", () =>
            {
                xml.WriteAttributeString("id", IdOf(signature));
                if (!signature.Value.IsEmpty && signature.Kind != SignatureKind.DocumentTimeStamp) xml.WriteElementString("SignatureValue", Ds, Convert.ToBase64String(signature.Value.Span));
                Element("HashOnly", "false");
                Element("DocHashOnly", "false");
                Element("DAIdentifier", ReportText.Clean(signature.FieldName));
            });
            Element("ValidationConstraintsEvaluationReport", () => Constraints(signature));
            Element("ValidationTimeInfo", () =>
            {
                Element("ValidationTime", Time(document.At));
                Element("BestSignatureTime", () =>
                {
                    Element("POETime", Time(signature.Conclusion.BestSignatureTime));
                    Element("TypeOfProof", $"{Etsi}poetype:validation");
                });
            });
            if (signature is { DigestAlgorithm: { } algorithm, Digest.IsEmpty: false })
                Element("SignersDocument", () => Element("DigestAlgAndValue", () => DigestOf(algorithm, signature.Digest.Span)));
            Element("SignatureAttributes", () => Attributes(signature));
            if (signature.Certificate is { } certificate)
            {
                Element("SignerInformation", () =>
                {
                    Refer("SignerCertificate", IdOf(certificate));
                    Element("Signer", ReportText.Clean(certificate.Subject));
                });
            }
            Element("SignatureValidationProcess", () => Element("SignatureValidationProcessID", $"{Etsi}validationprocess:{ProcessOf(signature)}"));
            Element("SignatureValidationStatus", () => Status(signature));
        }

        private static string ProcessOf(SignatureReport signature) => signature.Level switch
        {
            SignatureLevel.Lta => "LTA",
            SignatureLevel.T or SignatureLevel.LT => "LTVM",
            _ => signature.TimeStampedAt is null ? "Basic" : "LTVM",
        };

        private void Constraints(SignatureReport signature)
        {
            Constraint("integrity", signature.IsIntact ? "passed" : "failed", signature.IsIntact ? SubIndication.None : signature.Conclusion.SubIndication);
            var path = signature.Path?.Status;
            Constraint("certificate-path", path switch
            {
                null => null,
                CertificatePathStatus.Trusted or CertificatePathStatus.RevocationUnknown => "passed",
                _ => "indeterminate",
            });
            Constraint("revocation", path switch
            {
                CertificatePathStatus.Trusted => "passed",
                CertificatePathStatus.RevocationUnknown or CertificatePathStatus.Revoked => "indeterminate",
                _ => null,
            });
            Constraint("time-stamp", signature.TimeStamp switch { null => null, { IsBelievable: true } => "passed", { IsIntact: false } => "failed", _ => "indeterminate" });
            Constraint("changes-after-signing", !signature.IsIntact ? null : signature.Changes == ChangeVerdict.Forbidden ? "failed" : "passed");
        }

        private void Constraint(string name, string? indication, SubIndication because = SubIndication.None) => Element("ValidationConstraint", () =>
        {
            Element("ValidationConstraintIdentifier", $"{Own}constraint:{name}");
            Element("ConstraintStatus", () => Element("Status", $"{Etsi}constraintStatus:{(indication is null ? "disabled" : "applied")}"));
            if (indication is null) return;
            Element("ValidationStatus", () =>
            {
                Element("MainIndication", $"{Etsi}mainindication:{indication}");
                if (StandardNames.Of(because) is { } reason) Element("SubIndication", $"{Etsi}subindication:{reason}");
            });
        });

        private void Attributes(SignatureReport signature)
        {
            if (signature.SignedAt is { } claimed) Attribute("SigningTime", "true", () => Element("Time", Time(claimed)));
            if (signature.Certificate is { } certificate) Attribute("SigningCertificate", null, () => Refer("AttributeObject", IdOf(certificate)));
            if (signature.Location is { Length: > 0 } place) Attribute("SignatureProductionPlace", "true", () => Element("AddressString", ReportText.Clean(place)));
            if (signature is { Kind: not SignatureKind.DocumentTimeStamp, TimeStampedAt: { } stamped }) Attribute("SignatureTimeStamp", "false", () => Element("TimeStampValue", Time(stamped)));
            if (!signature.Digest.IsEmpty) Attribute("MessageDigest", "true", () => Element("Digest", Convert.ToBase64String(signature.Digest.Span)));
            foreach (var stamp in all.Where(s => s is { Kind: SignatureKind.DocumentTimeStamp, IsIntact: true, SignedAt: not null } && s.ByteRange.End > signature.ByteRange.End && signature.Kind != SignatureKind.DocumentTimeStamp))
            {
                Attribute("DocTimeStamp", "false", () =>
                {
                    Refer("AttributeObject", IdOf(stamp));
                    Element("TimeStampValue", Time(stamp.SignedAt!.Value));
                });
            }
            if (signature.Reason is { Length: > 0 } reason) Attribute("Reason", "true", () => Element("ReasonElement", ReportText.Clean(reason)));
            if (signature.SignerName.Length > 0) Attribute("Name", null, () => Element("NameElement", ReportText.Clean(signature.SignerName)));
            Attribute("SubFilter", "true", () => Element("SubFilterElement", ReportText.Clean(signature.SubFilter)));
            var range = signature.ByteRange;
            Element("ByteRange", string.Create(CultureInfo.InvariantCulture, $"{range.First} {range.FirstLength} {range.Second} {range.SecondLength}"));
        }

        private void Status(SignatureReport signature)
        {
            var conclusion = signature.Conclusion;
            Element("MainIndication", $"{Etsi}mainindication:{StandardNames.Of(conclusion.Indication).ToLowerInvariant()}");
            if (StandardNames.Of(conclusion.SubIndication) is { } reason) Element("SubIndication", $"{Etsi}subindication:{reason}");
            Element("AssociatedValidationReportData", () =>
            {
                if ((conclusion.Path ?? signature.Path) is { Chain.Count: > 0 } path) Chain(path);
                Element("AdditionalValidationReportData", () =>
                {
                    Data("coverage", signature.Coverage.ToString());
                    Data("integrity", signature.Fault == IntegrityFault.None ? "intact" : signature.Fault.ToString());
                    Data("changes", signature.Changes.ToString().ToLowerInvariant());
                    if (StandardNames.Of(signature.Level) is { } level) Data("level", level);
                    foreach (var finding in WorstFindings.Of(signature, document.Report!))
                        Data($"finding:{finding.Code}", string.Create(CultureInfo.InvariantCulture, $"{finding.English} [{finding.Severity.ToString().ToLowerInvariant()}, revision {finding.Revision}, object {finding.ObjectNumber}, {ReportText.Clean(finding.Path)}]"));
                });
            });
        }

        private void Chain(CertificatePathResult path)
        {
            var isAnchored = path.Status is CertificatePathStatus.Trusted or CertificatePathStatus.RevocationUnknown or CertificatePathStatus.Revoked;
            if (isAnchored) Refer("TrustAnchor", IdOf(path.Chain[^1]));
            Element("CertificateChain", () =>
            {
                Refer("SigningCertificate", IdOf(path.Chain[0]));
                foreach (var certificate in path.Chain.Skip(1).SkipLast(isAnchored ? 1 : 0)) Refer("IntermediateCertificate", IdOf(certificate));
                if (isAnchored) Refer("TrustAnchor", IdOf(path.Chain[^1]));
            });
            if (path is not { Revoked: { } revoked, AtFault: { } fault }) return;
            Element("RevocationStatusInformation", () =>
            {
                Refer("ValidationObjectId", IdOf(fault));
                Element("RevocationTime", Time(revoked.Since));
                Element("RevocationReason", $"{Etsi}revocationReason:{NameOf(revoked.Reason)}");
            });
        }

        // Written last of the two that refer to each other, so that every certificate named above is among them.
        private void Objects(List<SignatureReport> stamps)
        {
            if (stamps.Count == 0 && certificates.Count == 0) return;
            Element("SignatureValidationObjects", () =>
            {
                foreach (var stamp in stamps)
                {
                    Object(IdOf(stamp), "timestamp", stamp.Value.Span, () => Element("ValidationReport", () =>
                    {
                        if (stamp.Certificate is { } certificate)
                            Element("SignerInformation", () => Refer("SignerCertificate", IdOf(certificate)));
                        Element("SignatureValidationStatus", () => Status(stamp));
                    }));
                }
                foreach (var (id, certificate) in certificates.ToList()) Object(id, "certificate", certificate.RawData, () => { });
            });
        }

        private void Object(string id, string kind, ReadOnlySpan<byte> encoded, Action more)
        {
            xml.WriteStartElement("ValidationObject", Vr);
            xml.WriteAttributeString("id", id);
            Element("ObjectType", $"{Etsi}validationObject:{kind}");
            var base64 = Convert.ToBase64String(encoded);
            Element("ValidationObjectRepresentation", () => Element("base64", base64));
            more();
            xml.WriteEndElement();
        }

        private void DigestOf(HashAlgorithmName algorithm, ReadOnlySpan<byte> value)
        {
            xml.WriteStartElement("DigestMethod", Ds);
            xml.WriteAttributeString("Algorithm", AddressOf(algorithm));
            xml.WriteEndElement();
            xml.WriteElementString("DigestValue", Ds, Convert.ToBase64String(value));
        }

        private void Attribute(string name, string? signed, Action content) => Element(name, () =>
        {
            if (signed is not null) xml.WriteAttributeString("Signed", signed);
            content();
        });

        private void Data(string type, string value) => Element("ReportData", () =>
        {
            Element("Type", $"{Own}{type}");
            Element("Value", value);
        });

        private void Refer(string name, string id)
        {
            xml.WriteStartElement(name, Vr);
            xml.WriteAttributeString("VOReference", id);
            xml.WriteEndElement();
        }

        private void Element(string name, string text) => xml.WriteElementString(name, Vr, text);

        private void Element(string name, Action content)
        {
            xml.WriteStartElement(name, Vr);
            content();
            xml.WriteEndElement();
        }

        private string IdOf(SignatureReport signature) =>
            string.Create(CultureInfo.InvariantCulture, $"{(signature.Kind == SignatureKind.DocumentTimeStamp ? 'T' : 'S')}-{all.FindIndex(other => ReferenceEquals(other, signature)) + 1}");

        private string IdOf(X509Certificate2 certificate)
        {
            var id = $"C-{certificate.GetCertHashString(HashAlgorithmName.SHA256)}";
            certificates.TryAdd(id, certificate);
            return id;
        }

        private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        private static string AddressOf(HashAlgorithmName algorithm) => algorithm.Name switch
        {
            "SHA1" => "http://www.w3.org/2000/09/xmldsig#sha1",
            "SHA256" => "http://www.w3.org/2001/04/xmlenc#sha256",
            "SHA384" => "http://www.w3.org/2001/04/xmldsig-more#sha384",
            "SHA512" => "http://www.w3.org/2001/04/xmlenc#sha512",
            var other => $"http://www.w3.org/2007/05/xmldsig-more#{other?.ToLowerInvariant()}",
        };

        // The names of RFC 5280 §5.3.1, as the standard writes them.
        private static string NameOf(RevocationReason reason) => reason switch
        {
            RevocationReason.CaCompromise => "cACompromise",
            RevocationReason.AaCompromise => "aACompromise",
            RevocationReason.RemoveFromCrl => "removeFromCRL",
            _ => char.ToLowerInvariant(reason.ToString()[0]) + reason.ToString()[1..],
        };
    }
}
