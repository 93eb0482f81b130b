using System.Globalization;

namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>Makes the records out of the elements of an envelope. The order of elements is not asked for: senders differ.</summary>
internal static class EdxmlNodes
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public static EdxmlMessage MessageOf(XmlNodeAt envelope)
    {
        var header = envelope.Need("edXMLHeader");
        if (header.Find("Status") is { } status) return StatusOf(status);
        var traces = header.Need("TraceHeaderList");
        return new EdxmlPackage(
            HeaderOf(header.Need("MessageHeader")),
            [.. traces.All("TraceHeader").Select(t => new EdxmlTrace(t.Required("OrganId"), TimeOf(t.Need("Timestamp"))))],
            BusinessOf(traces.Find("Bussiness")),
            ManifestOf(envelope));
    }

    /// <summary>"cid:" stands before it in the manifest, and with some senders at the file too.</summary>
    public static string ContentId(string written) => written.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? written[4..] : written;

    private static EdxmlHeader HeaderOf(XmlNodeAt node)
    {
        var (code, place, kind, signer, other) = (node.Part("Code"), node.Part("PromulgationInfo"), node.Part("DocumentType"), node.Part("SignerInfo"), node.Part("OtherInfo"));
        List<EdxmlOrganisation> to = [.. node.All("To").Select(OrganisationOf)];
        if (to.Count == 0) throw Fault(new EdxmlFault.Missing("To", node.Line, node.Column));
        return new EdxmlHeader(OrganisationOf(node.Need("From")), to, node.Required("DocumentId"), node.Required("Subject"))
        {
            CodeNumber = code.Of("CodeNumber"),
            CodeNotation = code.Of("CodeNotation"),
            Place = place.Of("Place"),
            PromulgatedOn = DateOf(place.Find("PromulgationDate")),
            Kind = (kind.Of("Type"), kind.Of("TypeDetail"), kind.Of("TypeName")),
            Content = node.Of("Content"),
            Competence = signer.Of("Competence"),
            Position = signer.Of("Position"),
            SignerName = signer.Of("FullName"),
            DueOn = DateOf(node.Find("DueDate")),
            Priority = NumberOf(other.Find("Priority")) ?? 0,
            SphereOfPromulgation = other.Of("SphereOfPromulgation"),
            TyperNotation = other.Of("TyperNotation"),
            PromulgationAmount = NumberOf(other.Find("PromulgationAmount")),
            PageAmount = NumberOf(other.Find("PageAmount")),
            Direction = other.Of("Direction"),
            Appendixes = [.. other.Part("Appendixes").All("Appendix").Select(a => a.Text)],
            ResponseFor = [.. node.All("ResponseFor").Select(ResponseOf)],
            SteeringType = node.Of("SteeringType"),
            ToPlaces = [.. node.Part("ToPlaces").All("Place").Select(p => p.Text)],
        };
    }

    private static EdxmlBusiness BusinessOf(XmlNodeAt? node)
    {
        if (node is null) return new EdxmlBusiness(BusinessKind.New, "");
        var kind = NumberOf(node.Find("BussinessDocType")) ?? 0;
        if (kind is < 0 or > 3) throw Fault(new EdxmlFault.Invalid("BussinessDocType", node.Line, node.Column));
        var staff = node.Find("StaffInfo");
        return new EdxmlBusiness((BusinessKind)kind, node.Of("BussinessDocReason"))
        {
            DocumentId = node.Of("DocumentId"),
            Paper = NumberOf(node.Find("Paper")) is > 0,
            Replaces = [.. node.Find("ReplacementInfoList")?.All("ReplacementInfo").Select(r => (r.Required("DocumentId"), (IReadOnlyList<string>)[.. r.Find("OrganIdList")?.All("OrganId").Select(o => o.Text) ?? []])) ?? []],
            Staff = staff?.Of("Staff") ?? "",
            Department = staff?.Of("Department") ?? "",
        };
    }

    private static List<EdxmlReference> ManifestOf(XmlNodeAt envelope)
    {
        var manifest = envelope.Need("edXMLBody").Need("edXMLManifest");
        var references = new List<EdxmlReference>();
        foreach (var node in manifest.All("Reference"))
        {
            var reference = new EdxmlReference(ContentId(node.Required("ContentId")), node.Of("ContentType"), node.Of("Description"), node.Of("AttachmentName"));
            if (references.Exists(r => r.ContentId == reference.ContentId)) throw Fault(new EdxmlFault.Twice(reference.ContentId, node.Line, node.Column));
            references.Add(reference);
        }

        return references;
    }

    private static EdxmlStatus StatusOf(XmlNodeAt node)
    {
        var code = node.Required("StatusCode").PadLeft(2, '0');
        if (!ExchangeCode.IsKnown(code)) throw Fault(new EdxmlFault.Invalid("StatusCode", node.Line, node.Column));
        return new EdxmlStatus(ResponseOf(node.Need("ResponseFor")), OrganisationOf(node.Need("From")), code, node.Of("Description"), TimeOf(node.Need("Timestamp")), node.Find("StaffInfo")?.Of("Staff") is { Length: > 0 } staff ? staff : null);
    }

    private static EdxmlResponse ResponseOf(XmlNodeAt node) => new(node.Of("OrganId"), node.Of("Code"), DateOf(node.Find("PromulgationDate")), node.Of("DocumentId"));

    private static EdxmlOrganisation OrganisationOf(XmlNodeAt node)
    {
        if (node.Required("OrganId").Length > OrganIds.Longest) throw Fault(new EdxmlFault.Invalid("OrganId", node.Line, node.Column));
        return new EdxmlOrganisation(node.Of("OrganId"), node.Of("OrganName"))
        {
            InCharge = node.Of("OrganizationInCharge"),
            Address = node.Of("OrganAdd"),
            Email = node.Of("Email"),
            Telephone = node.Of("Telephone"),
            Fax = node.Of("Fax"),
            Website = node.Of("Website"),
        };
    }

    private static DateOnly? DateOf(XmlNodeAt? node) => node is null or { Text.Length: 0 } ? null
        : DateOnly.TryParseExact(node.Text, EdxmlWriter.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw Fault(new EdxmlFault.Invalid(node.Name, node.Line, node.Column));

    private static DateTimeOffset TimeOf(XmlNodeAt node) => DateTime.TryParseExact(node.Text, EdxmlWriter.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year > 1
        ? new DateTimeOffset(time, Vietnam).ToUniversalTime()
        : throw Fault(new EdxmlFault.Invalid(node.Name, node.Line, node.Column));

    private static int? NumberOf(XmlNodeAt? node) => node is null or { Text.Length: 0 } ? null
        : int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Fault(new EdxmlFault.Invalid(node.Name, node.Line, node.Column));

    private static EdxmlFaultException Fault(EdxmlFault fault) => new(fault);
}
