using System.Formats.Asn1;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// The subtrees a CA may name (RFC 5280 §4.2.1.10): directory names, e-mail, host names, addresses of the network and URIs.
/// A constraint of a kind not known here forbids every name of that kind.
/// </summary>
internal sealed class NameConstraints
{
    private const int Email = 1;
    private const int Host = 2;
    private const int Directory = 4;
    private const int Uri = 6;
    private const int Address = 7;
    private const int MostSubtrees = 1024;
    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Excluded = new(TagClass.ContextSpecific, 1);

    // Each CA on the path adds a set; a name has to satisfy every set, which is the intersection of RFC 5280 §6.1.4 (g).
    private readonly List<List<GeneralName>> permitted = [];
    private readonly List<GeneralName> excluded = [];

    /// <exception cref="AsnContentException">The extension is malformed.</exception>
    public void Add(ReadOnlyMemory<byte> extension)
    {
        var subtrees = new AsnReader(extension, AsnEncodingRules.BER).ReadSequence();
        if (subtrees.HasData && subtrees.PeekTag().HasSameClassAndValue(Permitted))
            permitted.Add(ReadSubtrees(subtrees.ReadSequence(Permitted)));
        if (subtrees.HasData && subtrees.PeekTag().HasSameClassAndValue(Excluded))
            excluded.AddRange(ReadSubtrees(subtrees.ReadSequence(Excluded)));
    }

    /// <exception cref="AsnContentException">A name is malformed.</exception>
    public bool Allow(ParsedCertificate certificate)
    {
        if (permitted.Count == 0 && excluded.Count == 0)
            return true;
        foreach (var name in NamesOf(certificate))
        {
            if (excluded.Any(tree => tree.Kind == name.Kind && IsWithin(name, tree) != false))
                return false;
            foreach (var set in permitted)
            {
                var sameKind = set.Where(tree => tree.Kind == name.Kind).ToList();
                if (sameKind.Count > 0 && sameKind.TrueForAll(tree => IsWithin(name, tree) != true))
                    return false;
            }
        }
        return true;
    }

    private static List<GeneralName> ReadSubtrees(AsnReader subtrees)
    {
        var found = new List<GeneralName>();
        while (subtrees.HasData)
        {
            found.Add(GeneralName.Read(subtrees.ReadSequence().ReadEncodedValue()));
            if (found.Count > MostSubtrees)
                throw new AsnContentException($"More than {MostSubtrees} subtrees.");
        }
        return found;
    }

    private static List<GeneralName> NamesOf(ParsedCertificate certificate)
    {
        var names = new List<GeneralName>();
        if (certificate.Subject.Length > 2)
            names.Add(new(Directory, certificate.Subject));
        if (certificate.Extensions.TryGetValue(Oids.SubjectAltName, out var extension))
        {
            for (var list = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadSequence(); list.HasData;)
                names.Add(GeneralName.Read(list.ReadEncodedValue()));
        }
        if (!names.Exists(n => n.Kind == Email))
        {
            names.AddRange(DistinguishedNames.Values(certificate.SubjectName, Oids.EmailAddress)
                .Select(mail => new GeneralName(Email, Encoding.UTF8.GetBytes(mail))));
        }
        return names;
    }

    /// <summary>Null when the kind cannot be judged.</summary>
    private static bool? IsWithin(GeneralName name, GeneralName tree) => name.Kind switch
    {
        Directory => DistinguishedNames.Canonical(name.Value).StartsWith(DistinguishedNames.Canonical(tree.Value), StringComparison.Ordinal),
        Email => EmailIsWithin(name.Text, tree.Text),
        Host => HostIsWithin(name.Text, tree.Text, subdomains: true),
        Uri => System.Uri.TryCreate(name.Text, UriKind.Absolute, out var uri)
            ? HostIsWithin(uri.Host, tree.Text, subdomains: tree.Text.StartsWith('.')) : null,
        Address => AddressIsWithin(name.Value.Span, tree.Value.Span),
        _ => null,
    };

    private static bool EmailIsWithin(string mail, string tree)
    {
        if (tree.Contains('@', StringComparison.Ordinal))
            return string.Equals(mail, tree, StringComparison.OrdinalIgnoreCase);
        return HostIsWithin(mail[(mail.LastIndexOf('@') + 1)..], tree, subdomains: tree.StartsWith('.'));
    }

    // A leading dot asks for at least one more label (e-mail, URI); host names count their own subdomains in.
    private static bool HostIsWithin(string host, string tree, bool subdomains)
    {
        if (tree.Length == 0 || (!tree.StartsWith('.') && string.Equals(host, tree, StringComparison.OrdinalIgnoreCase)))
            return true;
        return subdomains && host.EndsWith(tree.StartsWith('.') ? tree : "." + tree, StringComparison.OrdinalIgnoreCase);
    }

    private static bool AddressIsWithin(ReadOnlySpan<byte> address, ReadOnlySpan<byte> tree)
    {
        if (tree.Length != 2 * address.Length)
            return false;
        for (var i = 0; i < address.Length; i++)
        {
            if (((address[i] ^ tree[i]) & tree[address.Length + i]) != 0)
                return false;
        }
        return true;
    }

    private sealed record GeneralName(int Kind, ReadOnlyMemory<byte> Value)
    {
        public string Text => Encoding.UTF8.GetString(Value.Span);

        public static GeneralName Read(ReadOnlyMemory<byte> encoded)
        {
            var tag = new AsnReader(encoded, AsnEncodingRules.BER).PeekTag();
            AsnDecoder.ReadEncodedValue(encoded.Span, AsnEncodingRules.BER, out var offset, out var length, out _);
            return new(tag.TagValue, encoded.Slice(offset, length));
        }
    }
}
