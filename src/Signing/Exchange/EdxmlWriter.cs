using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>Writes edXML in the order of elements of QCVN 102:2016, files in pieces. The same message gives the same bytes.</summary>
internal sealed class EdxmlWriter : IAsyncDisposable
{
    public const string Namespace = "http://www.mic.gov.vn/TBT/QCVN_102_2016", DateFormat = "yyyy/MM/dd", TimeFormat = "yyyy/MM/dd HH:mm:ss";

    private const string Prefix = "edXML";

    // Whole groups of three, so that no piece but the last is filled up.
    private const int Piece = 48 * 1024;

    private readonly XmlWriter xml;

    private EdxmlWriter(Stream to) =>
        xml = XmlWriter.Create(to, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "  ", NewLineChars = "\n", CloseOutput = false });

    /// <summary>Writes a package.</summary>
    /// <param name="package">Header and manifest.</param>
    /// <param name="open">Opens the file of a reference.</param>
    /// <param name="to">Written to, left open.</param>
    /// <param name="cancel">Gives up; what was written is of no use then.</param>
    public static async Task WriteAsync(EdxmlPackage package, Func<EdxmlReference, Task<Stream>> open, Stream to, CancellationToken cancel)
    {
        await using var writer = new EdxmlWriter(to);
        writer.Begin();
        writer.Header(package.Header);
        writer.Traces(package);
        writer.Body(package.Manifest);
        await writer.FilesAsync(package.Manifest, open, cancel);
        writer.End();
    }

    /// <summary>Writes a status message.</summary>
    public static async Task WriteAsync(EdxmlStatus status, Stream to)
    {
        await using var writer = new EdxmlWriter(to);
        writer.Begin();
        writer.Open("Status");
        writer.Response(status.About);
        writer.Organisation("From", status.From);
        writer.Text("StatusCode", status.Code);
        writer.Text("Description", status.Description);
        writer.Text("Timestamp", Time(status.At));
        if (status.Staff is { } staff) writer.Staff("", staff);
        writer.Close();
        writer.Close();
        writer.Body([]);
        writer.End();
    }

    public ValueTask DisposeAsync() => xml.DisposeAsync();

    private void Begin()
    {
        xml.WriteStartDocument();
        foreach (var name in new[] { "edXML", "edXMLEnvelope", "edXMLHeader" }) Open(name);
    }

    private void End()
    {
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private void Header(EdxmlHeader header)
    {
        Open("MessageHeader");
        Organisation("From", header.From);
        foreach (var to in header.To) Organisation("To", to);
        Text("DocumentId", header.DocumentId);
        Group("Code", ("CodeNumber", header.CodeNumber), ("CodeNotation", header.CodeNotation));
        Group("PromulgationInfo", ("Place", header.Place), ("PromulgationDate", Date(header.PromulgatedOn)));
        Group("DocumentType", ("Type", header.Kind.Type), ("TypeDetail", header.Kind.Detail), ("TypeName", header.Kind.Name));
        Text("Subject", header.Subject);
        Text("Content", header.Content);
        Group("SignerInfo", ("Competence", header.Competence), ("Position", header.Position), ("FullName", header.SignerName));
        Text("DueDate", Date(header.DueOn));
        Open("OtherInfo");
        Text("Priority", Number(header.Priority));
        Text("SphereOfPromulgation", header.SphereOfPromulgation);
        Text("TyperNotation", header.TyperNotation);
        Text("PromulgationAmount", Number(header.PromulgationAmount));
        Text("PageAmount", Number(header.PageAmount));
        Text("Direction", header.Direction);
        if (header.Appendixes.Count > 0) Group("Appendixes", [.. header.Appendixes.Select(a => ("Appendix", a))]);
        Close();
        foreach (var response in header.ResponseFor) Response(response);
        Text("SteeringType", header.SteeringType);
        if (header.ToPlaces.Count > 0) Group("ToPlaces", [.. header.ToPlaces.Select(p => ("Place", p))]);
        Close();
    }

    private void Traces(EdxmlPackage package)
    {
        var business = package.Business;
        Open("TraceHeaderList");
        foreach (var trace in package.Traces) Group("TraceHeader", ("OrganId", trace.OrganId), ("Timestamp", Time(trace.At)));
        Open("Bussiness");
        Text("DocumentId", business.DocumentId);
        Text("BussinessDocType", Number((int)business.Kind));
        Text("BussinessDocReason", business.Reason);
        Text("Paper", business.Paper ? "1" : "0");
        if (business.Replaces.Count > 0)
        {
            Open("ReplacementInfoList");
            foreach (var (documentId, organIds) in business.Replaces)
            {
                Open("ReplacementInfo");
                Text("DocumentId", documentId);
                if (organIds.Count > 0) Group("OrganIdList", [.. organIds.Select(o => ("OrganId", o))]);
                Close();
            }

            Close();
        }

        if (business.Staff.Length + business.Department.Length > 0) Staff(business.Department, business.Staff);
        Close();
        Close();
        Close();
    }

    private void Body(IReadOnlyList<EdxmlReference> manifest)
    {
        Open("edXMLBody");
        Open("edXMLManifest");
        xml.WriteAttributeString("version", "1.0");
        foreach (var file in manifest) Group("Reference", ("ContentId", $"cid:{file.ContentId}"), ("ContentType", file.ContentType), ("Description", file.Description), ("AttachmentName", file.Name));
        Close();
        Close();
        // The envelope: files stand beside it.
        Close();
    }

    private async Task FilesAsync(IReadOnlyList<EdxmlReference> manifest, Func<EdxmlReference, Task<Stream>> open, CancellationToken cancel)
    {
        if (manifest.Count == 0) return;
        Open("AttachmentEncoded");
        foreach (var file in manifest)
        {
            Open("Attachment");
            Text("ContentId", file.ContentId);
            Text("AttachmentName", file.Name);
            Text("Description", file.Description);
            Text("ContentType", file.ContentType);
            Open("ContentTransferEncoded");
            await using (var content = await open(file)) await ContentAsync(content, cancel);
            Close();
            Close();
        }

        Close();
    }

    private async Task ContentAsync(Stream content, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (int read; (read = await content.ReadAtLeastAsync(buffer.AsMemory(0, Piece), Piece, throwOnEndOfStream: false, cancel)) > 0;) await xml.WriteBase64Async(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Organisation(string name, EdxmlOrganisation organisation) => Group(
        name,
        ("OrganId", organisation.OrganId),
        ("OrganizationInCharge", organisation.InCharge),
        ("OrganName", organisation.Name),
        ("OrganAdd", organisation.Address),
        ("Email", organisation.Email),
        ("Telephone", organisation.Telephone),
        ("Fax", organisation.Fax),
        ("Website", organisation.Website));

    private void Response(EdxmlResponse response) =>
        Group("ResponseFor", ("OrganId", response.OrganId), ("Code", response.Code), ("PromulgationDate", Date(response.PromulgatedOn)), ("DocumentId", response.DocumentId));

    private void Staff(string department, string staff) => Group("StaffInfo", ("Department", department), ("Staff", staff));

    private void Group(string name, params (string Name, string Text)[] texts)
    {
        if (Array.TrueForAll(texts, t => t.Text.Length == 0)) return;
        Open(name);
        foreach (var (child, text) in texts) Text(child, text);
        Close();
    }

    private void Open(string name) => xml.WriteStartElement(Prefix, name, Namespace);

    private void Close() => xml.WriteEndElement();

    private void Text(string name, string text)
    {
        if (text.Length > 0) xml.WriteElementString(Prefix, name, Namespace, text);
    }

    private static string Date(DateOnly? date) => date?.ToString(DateFormat, CultureInfo.InvariantCulture) ?? "";

    private static string Time(DateTimeOffset at) => at.ToVietnam().ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
