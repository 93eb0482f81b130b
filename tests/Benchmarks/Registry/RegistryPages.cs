using Npgsql;

namespace ThanhHoa.DigitalSignature.Benchmarks.Registry;

internal enum PageKind
{
    /// <summary>GET /certificates without words: the whole, filters, deep pages.</summary>
    List,

    /// <summary>GET /certificates with words.</summary>
    Search,

    /// <summary>The other lists: devices, requests, people.</summary>
    Other,
}

/// <summary>A page to measure.</summary>
internal sealed record RegistryPage(PageKind Kind, string Name, string Address);

/// <summary>The pages, with words and places taken from the middle of the data.</summary>
internal static class RegistryPages
{
    public static async Task<IReadOnlyList<RegistryPage>> OfAsync(NpgsqlDataSource database)
    {
        var somebody = "from certificates.certificate where subject = 'Person' and revoked_at is null order by id offset (select count(*) / 2 from certificates.certificate where subject = 'Person' and revoked_at is null) limit 1";
        var (name, serial, email) = (await database.TextAsync($"select subject_name {somebody}"), await database.TextAsync($"select serial_number {somebody}"), await database.TextAsync($"select email {somebody}"));
        var unit = await database.TextAsync($"select unit_id::text {somebody}");
        var commune = await database.TextAsync("select name from organisation.unit where kind = 'Commune' and valid_to is null order by name offset 80 limit 1");
        return
        [
            new(PageKind.List, "in force, the first page", "/certificates"),
            new(PageKind.List, "in force, half way down", $"/certificates?after={await CursorAsync(database, 0.5)}"),
            new(PageKind.List, "everything, nearly at the end", $"/certificates?subject=Person&after={await CursorAsync(database, 0.98)}"),
            new(PageKind.List, "running out", "/certificates?standing=RunningOut"),
            new(PageKind.List, "run out", "/certificates?standing=Expired"),
            new(PageKind.List, "revoked", "/certificates?standing=Revoked"),
            new(PageKind.List, "not begun: none", "/certificates?standing=NotYet"),
            new(PageKind.List, "on SIM PKI", "/certificates?device=SimPki"),
            new(PageKind.List, "of organisations, revoked: none", "/certificates?subject=Organisation&standing=Revoked"),
            new(PageKind.List, "of systems on SIM PKI: none", "/certificates?subject=System&device=SimPki"),
            new(PageKind.List, "of one unit", $"/certificates?unit={unit}"),
            Search("a name without diacritics", Plain(name)),
            Search("half the province: nguyen", "nguyen"),
            Search("two letters: an", "an"),
            Search("everybody: trinh-dien.example", "trinh-dien.example"),
            Search("nobody", "khong co ai ten nhu vay"),
            Search("a serial number", serial),
            Search("a serial number with colons", string.Join(':', serial.Chunk(2).Select(pair => new string(pair)))),
            Search("an e-mail", email),
            Search("a unit", commune),
            Search("a name among the revoked", Plain(name), "&standing=Revoked"),
            new(PageKind.Other, "devices", "/certificates/devices"),
            new(PageKind.Other, "devices in stock", "/certificates/devices?state=InStock"),
            new(PageKind.Other, "devices lost", "/certificates/devices?state=Lost"),
            new(PageKind.Other, "devices, SIM PKI, deep", $"/certificates/devices?kind=SimPki&after={await database.TextAsync("select serial from certificates.device where kind = 'SimPki' order by serial offset (select count(*) / 2 from certificates.device where kind = 'SimPki') limit 1")}"),
            new(PageKind.Other, "devices, a serial's beginning", "/certificates/devices?q=PKITD12"),
            new(PageKind.Other, "requests, what waits for me", "/certificates/requests"),
            new(PageKind.Other, "requests, all", "/certificates/requests?mine=false"),
            new(PageKind.Other, "requests, page 60", "/certificates/requests?mine=false&p=60"),
            new(PageKind.Other, "requests, handed over", "/certificates/requests?state=HandedOver"),
            new(PageKind.Other, "requests, a name", $"/certificates/requests?q={Uri.EscapeDataString(Plain(name))}"),
            new(PageKind.Other, "people", "/organisation/people"),
            new(PageKind.Other, "people, page 60", "/organisation/people?p=60"),
            new(PageKind.Other, "people, a name", $"/organisation/people?q={Uri.EscapeDataString(Plain(name))}"),
        ];
    }

    private static RegistryPage Search(string name, string words, string more = "") => new(PageKind.Search, name, $"/certificates?q={Uri.EscapeDataString(words)}{more}");

    private static string Plain(string name) => Platform.Data.SearchText.Fold(name);

    // What the link to the next page carries: end of validity in ticks, and identity.
    private static Task<string> CursorAsync(NpgsqlDataSource database, double part) => database.TextAsync(FormattableString.Invariant(
        $"select (extract(epoch from not_after) * 10000000 + 621355968000000000)::bigint || '.' || replace(id::text, '-', '') from certificates.certificate order by not_after, id offset (select (count(*) * {part})::int from certificates.certificate) limit 1"));
}
