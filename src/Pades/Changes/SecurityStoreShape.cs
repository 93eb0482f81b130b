using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>Whether a document security store holds only what ISO 32000-2 tables 261 and 262 put there: nothing can hide behind it.</summary>
internal static class SecurityStoreShape
{
    private static readonly string[] Lists = ["Certs", "CRLs", "OCSPs"];
    private static readonly string[] Related = ["Cert", "CRL", "OCSP"];

    public static bool IsSound(PdfFile file, PdfDictionary store) => store.Entries.All(entry => entry.Key switch
    {
        "Type" => file.Name(entry.Value) == "DSS",
        "VRI" => file.Resolve(entry.Value) is PdfNull || (file.Resolve(entry.Value) is PdfDictionary all && all.Entries.All(e => e.Key == "Type" || IsRelated(file, e.Value))),
        _ => Lists.Contains(entry.Key) && AreStreams(file, entry.Value),
    });

    /// <summary>Whether something that the store had is no longer there, and whether it has anything at all.</summary>
    public static (bool Lost, bool HasAny) Loss(PdfFile before, PdfDictionary? old, PdfFile after, PdfDictionary now)
    {
        var (was, becomes) = (Streams(before, old), Streams(after, now));
        var places = becomes.Select(stream => stream.DataOffset).ToHashSet();
        var missing = was.Where(stream => !places.Contains(stream.DataOffset)).ToList();
        // Written anew it is still there.
        var contents = missing.Count == 0 ? [] : becomes.Select(stream => Digest(after, stream)).ToHashSet();
        return (missing.Exists(stream => !contents.Contains(Digest(before, stream))), becomes.Count > 0);
    }

    private static List<PdfStream> Streams(PdfFile file, PdfDictionary? store) =>
        [.. Lists.SelectMany(key => file.Array(store?[key])?.Items ?? []).Select(item => file.Resolve(item)).OfType<PdfStream>()];

    private static string Digest(PdfFile file, PdfStream stream)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(StreamFilters.Decode(file, stream)));
        }
        catch (PdfException)
        {
            return "";
        }
    }

    private static bool IsRelated(PdfFile file, PdfObject value) => file.Resolve(value) is PdfDictionary related && related.Entries.All(entry => entry.Key switch
    {
        "Type" => file.Resolve(entry.Value) is PdfName,
        "TU" => file.Resolve(entry.Value) is PdfString,
        "TS" => file.Resolve(entry.Value) is PdfStream or PdfNull,
        _ => Related.Contains(entry.Key) && AreStreams(file, entry.Value),
    });

    // A reference to nothing is an honest writer's slip.
    private static bool AreStreams(PdfFile file, PdfObject value) => file.Resolve(value) is PdfNull
        || (file.Resolve(value) is PdfArray list && list.Items.TrueForAll(item => file.Resolve(item) is PdfNull || (file.Resolve(item) is PdfStream stream && stream.Dictionary["Subtype"] is null)));
}
