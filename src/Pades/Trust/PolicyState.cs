using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// The policy part of RFC 5280 §6.1, for a relying party that accepts any policy: only what a CA itself demands by
/// policyConstraints can fail. The valid policies are kept as a set, which is all the tree is asked for then.
/// </summary>
internal sealed class PolicyState(int certificates)
{
    private const string AnyPolicy = "2.5.29.32.0";
    private static readonly Asn1Tag RequireExplicit = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag InhibitMapping = new(TagClass.ContextSpecific, 1);

    private HashSet<string> valid = [AnyPolicy];
    private int explicitPolicy = certificates + 1;
    private int policyMapping = certificates + 1;
    private int inhibitAny = certificates + 1;

    /// <summary>False when a policy is demanded and none is left.</summary>
    /// <exception cref="AsnContentException">An extension is malformed.</exception>
    public bool Process(ParsedCertificate certificate, bool isLeaf)
    {
        Intersect(certificate, isLeaf);
        if (explicitPolicy <= 0 && valid.Count == 0)
            return false;
        if (!isLeaf)
        {
            Map(certificate);
            if (!certificate.IsSelfIssued)
            {
                explicitPolicy--;
                policyMapping--;
                inhibitAny--;
            }
        }
        else if (explicitPolicy > 0)
        {
            explicitPolicy--;
        }
        Constrain(certificate, isLeaf);
        return explicitPolicy > 0 || valid.Count > 0;
    }

    private void Intersect(ParsedCertificate certificate, bool isLeaf)
    {
        if (!certificate.Extensions.TryGetValue(Oids.CertificatePolicies, out var extension))
        {
            valid = [];
            return;
        }
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var list = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadSequence(); list.HasData;)
            named.Add(list.ReadSequence().ReadObjectIdentifier());
        var anyCounts = named.Remove(AnyPolicy) && (inhibitAny > 0 || (!isLeaf && certificate.IsSelfIssued));
        if (valid.Contains(AnyPolicy))
            valid = anyCounts ? [AnyPolicy, .. named] : named;
        else if (!anyCounts)
            valid.IntersectWith(named);
    }

    private void Map(ParsedCertificate certificate)
    {
        if (!certificate.Extensions.TryGetValue(Oids.PolicyMappings, out var extension))
            return;
        var (from, to) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var list = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadSequence(); list.HasData;)
        {
            var mapping = list.ReadSequence();
            var (issuers, subjects) = (mapping.ReadObjectIdentifier(), mapping.ReadObjectIdentifier());
            if (issuers == AnyPolicy || subjects == AnyPolicy)
                throw new AsnContentException("anyPolicy must not be mapped (§6.1.4 a).");
            if (valid.Contains(issuers) || valid.Contains(AnyPolicy))
                to.Add(subjects);
            from.Add(issuers);
        }
        valid.ExceptWith(from);
        if (policyMapping > 0)
            valid.UnionWith(to);
    }

    private void Constrain(ParsedCertificate certificate, bool isLeaf)
    {
        if (certificate.Extensions.TryGetValue(Oids.PolicyConstraints, out var constraints))
        {
            var fields = new AsnReader(constraints.Value, AsnEncodingRules.BER).ReadSequence();
            if (fields.HasData && fields.PeekTag().HasSameClassAndValue(RequireExplicit) && fields.TryReadInt32(out var skip, RequireExplicit)
                && (!isLeaf || skip == 0))
                explicitPolicy = Math.Min(explicitPolicy, skip);
            if (fields.HasData && fields.PeekTag().HasSameClassAndValue(InhibitMapping) && fields.TryReadInt32(out skip, InhibitMapping))
                policyMapping = Math.Min(policyMapping, skip);
        }
        if (certificate.Extensions.TryGetValue(Oids.InhibitAnyPolicy, out var inhibit)
            && new AsnReader(inhibit.Value, AsnEncodingRules.BER).TryReadInt32(out var after))
            inhibitAny = Math.Min(inhibitAny, after);
    }
}
