using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Certificates.Demonstration;

/// <summary>What the Sandbox is asked to issue; the names are those of its <c>POST /ca/batches</c>.</summary>
internal sealed record CertificateOrder(string File, string CommonName, string Email, IReadOnlyList<string> OrganisationUnits, string Kind, DateTimeOffset NotBefore, DateTimeOffset NotAfter, bool OldGeneration = false, DateTimeOffset? RevokedAt = null, string Reason = "Unspecified");

/// <summary>A certificate to be invented, and the line of its device in the list of devices, if it has one.</summary>
internal sealed record InventedCertificate(CertificateOrder Order, string? Device);

/// <summary>
/// Certificates in every state for the invented people and units: in force, running out, run out, renewed, revoked, not begun,
/// with an address nobody has any more, of somebody who left. Each draws from a seed of its own, its holder's address, so that
/// the same day always gives the same certificates.
/// </summary>
internal static class InventedCertificates
{
    private const int InStock = 250;

    private static readonly string[] Carriers = ["Viettel", "VNPT", "MobiFone"];

    private static readonly string[] Reasons = ["KeyCompromise", "AffiliationChanged", "Superseded", "CessationOfOperation"];

    public static IEnumerable<InventedCertificate> Of(IEnumerable<PersonInfo> people, IEnumerable<PostInfo> posts, IReadOnlyDictionary<Guid, UnitInfo> units, DateTimeOffset today)
    {
        var firstPost = posts.GroupBy(p => p.PersonId).ToDictionary(g => g.Key, g => g.First());
        foreach (var person in people)
        {
            if (firstPost.GetValueOrDefault(person.Id) is not { } post) continue;
            var one = new Invention(person.Email!, person.FullName, person.Email!, Names(units, post.UnitId), today);
            foreach (var certificate in one.OfPerson(post.IsLeading)) yield return certificate;
        }

        foreach (var unit in units.Values.OrderBy(u => u.Code, StringComparer.Ordinal))
        {
            var address = $"con-dau.{unit.Code.ToLowerInvariant()}@trinh-dien.example";
            foreach (var certificate in new Invention(address, unit.Name, address, Names(units, unit.ParentId), today).OfUnit(unit)) yield return certificate;
        }
    }

    /// <summary>The list of devices as a lead agency would keep it, with a stock that nobody holds yet.</summary>
    public static string DevicesOf(IEnumerable<InventedCertificate> certificates)
    {
        var lines = new StringBuilder("Tệp chứng thư số;Loại thiết bị;Số hiệu;Số điện thoại;Nhà mạng;Trạng thái\n");
        foreach (var device in certificates.Select(c => c.Device).OfType<string>()) lines.Append(device).Append('\n');
        for (var i = 1; i <= InStock; i++) lines.Append(CultureInfo.InvariantCulture, $";{RegistryNames.Of(DeviceKind.EToken)};PKITD-KHO-{i:0000};;;{RegistryNames.Of(DeviceState.InStock)}\n");
        return lines.ToString();
    }

    // In a certificate the large unit stands first.
    private static string[] Names(IReadOnlyDictionary<Guid, UnitInfo> units, Guid? unit) =>
        unit is { } id && units.TryGetValue(id, out var found) ? [.. Names(units, found.ParentId), found.Name] : [];

    private sealed class Invention(string seed, string name, string email, string[] units, DateTimeOffset today)
    {
        private readonly Random random = new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(seed))));

        public IEnumerable<InventedCertificate> OfPerson(bool isLeading)
        {
            var fate = random.Next(100);
            // Three in a hundred wait for their first one.
            if (fate < 3) yield break;
            var begun = today.AddDays(-random.Next(100, 900));
            var inForce = Person("", begun, begun.AddYears(random.Next(2) == 0 ? 3 : 5), DeviceKind.EToken, Held(random.Next(100)));
            if (fate < 13) yield return Person("", today.AddDays(random.Next(1, 89)).AddYears(-3), today.AddDays(random.Next(1, 89)), DeviceKind.EToken, DeviceState.InUse);
            else if (fate < 19) yield return Old("", DeviceState.Returned);
            else if (fate < 23) yield return Revoked(inForce);
            // The address of a post held before: the name alone is no proof.
            else if (fate < 25) yield return Doubtful(inForce, name, $"cu-{email}");
            else if (fate < 26) yield return Doubtful(inForce, $"{name} Đã Nghỉ", $"nghi-{email}");
            else yield return inForce;
            if (fate is >= 26 and < 36) yield return Old("-cu", null);
            if (fate is >= 3 and < 8)
            {
                var next = Person("-moi", today.AddDays(random.Next(3, 60)), today.AddYears(3), DeviceKind.EToken, null);
                yield return next;
            }

            if (isLeading && fate >= 26 && random.Next(100) < 40)
            {
                var from = today.AddDays(-random.Next(20, 500));
                yield return Person("-sim", from, from.AddYears(3), DeviceKind.SimPki, Held(random.Next(100)));
            }
        }

        public IEnumerable<InventedCertificate> OfUnit(UnitInfo unit)
        {
            if (unit.Kind is UnitKind.Commune or UnitKind.Department or UnitKind.ProvincialOffice || random.Next(100) < 25)
            {
                var begun = today.AddDays(-random.Next(30, 1000));
                var seal = new CertificateOrder(email, name, email, units, "Organisation", begun, begun.AddYears(5));
                yield return new InventedCertificate(seal, Line(email, DeviceKind.EToken, DeviceState.InUse));
            }

            if (unit.Kind is UnitKind.Department or UnitKind.ProvincialOffice)
            {
                var host = $"ky-so.{unit.Code.ToLowerInvariant()}.trinh-dien.example";
                yield return new InventedCertificate(new CertificateOrder(host, host, $"may-chu@{host}", [.. units, name], "Server", today.AddDays(-200), today.AddDays(random.Next(20, 500))), null);
            }
        }

        private InventedCertificate Person(string suffix, DateTimeOffset from, DateTimeOffset until, DeviceKind kind, DeviceState? state) =>
            new(new CertificateOrder(email + suffix, name, email, units, "Person", from, until), state is { } held ? Line(email + suffix, kind, held) : null);

        // Some of the certificates that have run out are of the old generation of the authority.
        private InventedCertificate Old(string suffix, DeviceState? state)
        {
            var until = today.AddDays(-random.Next(5, 1200));
            var old = Person(suffix, until.AddYears(-3), until, DeviceKind.EToken, state);
            return random.Next(3) == 0 ? old with { Order = old.Order with { OldGeneration = true } } : old;
        }

        private InventedCertificate Revoked(InventedCertificate of)
        {
            var reason = Reasons[random.Next(Reasons.Length)];
            var state = reason == "KeyCompromise" ? DeviceState.Lost : random.Next(3) == 0 ? DeviceState.Destroyed : DeviceState.Returned;
            return new InventedCertificate(of.Order with { RevokedAt = today.AddDays(-random.Next(1, 90)), Reason = reason }, Line(of.Order.File, DeviceKind.EToken, state));
        }

        private static InventedCertificate Doubtful(InventedCertificate of, string name, string email) => new(of.Order with { CommonName = name, Email = email }, null);

        private static DeviceState Held(int fate) => fate switch
        {
            < 4 => DeviceState.Assigned,
            < 9 => DeviceState.HandedOver,
            < 11 => DeviceState.Locked,
            < 12 => DeviceState.Lost,
            < 13 => DeviceState.Broken,
            _ => DeviceState.InUse,
        };

        private string Line(string file, DeviceKind kind, DeviceState state)
        {
            var number = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(file))) % 1_000_000_000_000;
            var (serial, phone) = kind == DeviceKind.SimPki ? ($"8984{number:000000000000}", $"09{number % 100_000_000:00000000};{Carriers[random.Next(Carriers.Length)]}") : ($"PKITD{number:000000000000}", ";");
            return string.Create(CultureInfo.InvariantCulture, $"{file}.cer;{RegistryNames.Of(kind)};{serial};{phone};{RegistryNames.Of(state)}");
        }
    }
}
