using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Preservation;

/// <summary>The document security store (ISO 32000-2 §12.8.4.3, EN 319 142-1 §5.4.2): read, and enlarged without repeating what it has.</summary>
internal sealed class SecurityStore
{
    // More than any honest store; each entry costs a hash.
    private const int MostEntries = 5000;
    private const int LargestStore = 32 << 20;
    private int room = LargestStore;
    private readonly PdfFile file;
    private readonly PdfDictionary dictionary;

    public SecurityStore(PdfFile file)
    {
        this.file = file;
        dictionary = file.Dictionary(file.Catalog["DSS"]) ?? new PdfDictionary();
        Certificates = Read("Certs");
        Crls = Read("CRLs");
        OcspResponses = Read("OCSPs");
    }

    public IReadOnlyList<byte[]> Certificates { get; }

    public IReadOnlyList<byte[]> Crls { get; }

    public IReadOnlyList<byte[]> OcspResponses { get; }

    public bool Exists => dictionary.Entries.Count > 0;

    /// <summary>The key of a signature in /VRI: the SHA-1 of its /Contents in capital hexadecimal digits.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "ISO 32000-2 table 262 names signatures by their SHA-1; nothing is protected by it.")]
    public static string Key(ReadOnlySpan<byte> contents) => Convert.ToHexString(SHA1.HashData(contents));

    /// <summary>The revision that adds the data; null when the store has it all.</summary>
    /// <param name="perSignature">What belongs to which signature, by <see cref="Key"/>.</param>
    public byte[]? Add(IReadOnlyDictionary<string, RevocationData> perSignature)
    {
        var revision = new Revision(file);
        var store = new PdfDictionary(dictionary) { ["Type"] = new PdfName("DSS") };
        var related = new PdfDictionary(file.Dictionary(dictionary["VRI"]) ?? new PdfDictionary());
        var (certificates, crls, responses) = (new Shelf(this, revision, "Certs"), new Shelf(this, revision, "CRLs"), new Shelf(this, revision, "OCSPs"));
        foreach (var (key, data) in perSignature)
        {
            var entry = new PdfDictionary();
            Put(entry, "Cert", certificates, data.Certificates.Select(certificate => certificate.RawDataMemory));
            Put(entry, "CRL", crls, data.Lists.Select(list => list.Encoded));
            Put(entry, "OCSP", responses, data.OcspResponses.Select(response => response.Encoded));
            if (related[key] is null || certificates.HasNew || crls.HasNew || responses.HasNew) related[key] = revision.Add(entry);
        }
        if (!certificates.HasNew && !crls.HasNew && !responses.HasNew) return null;
        foreach (var shelf in new[] { certificates, crls, responses }) shelf.Close(store);
        store["VRI"] = related;
        if (file.Catalog["DSS"] is PdfReference indirect && file.Resolve(indirect) is PdfDictionary) revision.Replace(indirect, store);
        else revision.Replace((PdfReference)file.Trailer["Root"]!, new PdfDictionary(file.Catalog) { ["DSS"] = revision.Add(store) });
        return revision.Write();
    }

    private static void Put(PdfDictionary entry, string key, Shelf shelf, IEnumerable<ReadOnlyMemory<byte>> values)
    {
        var places = new PdfArray(values.Select(shelf.Place));
        if (places.Count > 0) entry[key] = places;
    }

    private List<byte[]> Read(string key)
    {
        var items = file.Array(dictionary[key])?.Items ?? [];
        if (items.Count > MostEntries) throw new PdfException(PdfErrorCode.LimitExceeded, "The document security store has too many entries");
        return [.. items.Select(item => file.Resolve(item) is PdfStream stream ? Take(StreamFilters.Decode(file, stream, room)) : [])];
    }

    // Together, because the same bytes may be named any number of times.
    private byte[] Take(byte[] entry)
    {
        room -= entry.Length;
        return entry;
    }

    /// <summary>One of the store's arrays.</summary>
    private sealed class Shelf
    {
        private readonly Revision revision;
        private readonly string key;
        private readonly List<PdfObject> items;
        private readonly Dictionary<string, PdfObject> places = new(StringComparer.Ordinal);

        public Shelf(SecurityStore store, Revision revision, string key)
        {
            this.revision = revision;
            this.key = key;
            items = [.. store.file.Array(store.dictionary[key])?.Items ?? []];
            var known = key switch { "Certs" => store.Certificates, "CRLs" => store.Crls, _ => store.OcspResponses };
            for (var i = 0; i < known.Count; i++) places.TryAdd(Convert.ToHexString(SHA256.HashData(known[i])), items[i]);
        }

        public bool HasNew { get; private set; }

        public PdfObject Place(ReadOnlyMemory<byte> value)
        {
            var name = Convert.ToHexString(SHA256.HashData(value.Span));
            if (places.TryGetValue(name, out var known)) return known;
            HasNew = true;
            var reference = revision.Add(new PdfStream(new PdfDictionary(), value));
            items.Add(reference);
            return places[name] = reference;
        }

        public void Close(PdfDictionary store)
        {
            if (items.Count > 0) store[key] = new PdfArray(items);
        }
    }
}
