using System.Text;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>
/// One line of the list of devices that may lie in an archive beside the certificates, as <c>thiet-bi.csv</c> in UTF-8: file of
/// the certificate, kind, serial, phone number, carrier, state, parted by semicolons or commas; the first line names the columns.
/// </summary>
/// <param name="Number">Its line in the file.</param>
/// <param name="Certificate">Name of the certificate's file in the archive; null for a device that is in nobody's hands.</param>
/// <param name="Kind">Token or SIM.</param>
/// <param name="Serial">As printed, upper case.</param>
/// <param name="Phone">Number of a SIM PKI.</param>
/// <param name="Carrier">Its carrier.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Fault">What is wrong with the line; null when it can be entered.</param>
internal sealed partial record DeviceLine(int Number, string? Certificate, DeviceKind Kind, string Serial, string? Phone, string? Carrier, DeviceState State, DeviceFault? Fault)
{
    public const string FileName = "thiet-bi.csv";

    /// <summary>For people: the file and the line.</summary>
    public string Name => FormattableString.Invariant($"{FileName}:{Number}");

    public static IEnumerable<DeviceLine> Read(byte[] bytes)
    {
        using var text = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        var number = 1;
        var parting = text.ReadLine()?.Contains(';', StringComparison.Ordinal) == true ? ';' : ',';
        while (text.ReadLine() is { } line)
        {
            number++;
            if (line.AsSpan().Trim().Length > 0) yield return Of(number, line.Split(parting, StringSplitOptions.TrimEntries));
        }
    }

    private static DeviceLine Of(int number, string[] cells)
    {
        string? Cell(int at) => at < cells.Length && cells[at].Length > 0 ? cells[at] : null;
        var (certificate, serial, phone, carrier) = (Cell(0), Cell(2)?.ToUpperInvariant() ?? "", Cell(3)?.Replace(" ", "", StringComparison.Ordinal), Cell(4));
        DeviceKind? kind = Kinds.TryGetValue(SearchText.Fold(Cell(1) ?? ""), out var known) ? known : null;
        // Nothing said: what has a certificate is being used, what has none lies in stock.
        DeviceState? state = Cell(5) is not { } named ? (certificate is null ? DeviceState.InStock : DeviceState.InUse) : States.TryGetValue(SearchText.Fold(named), out var at) ? at : null;
        DeviceFault? fault = kind is null ? DeviceFault.UnknownKind
            : !SerialNumber().IsMatch(serial) ? DeviceFault.Serial
            : kind == DeviceKind.SimPki && (phone is null || !PhoneNumber().IsMatch(phone) || carrier?.Length > 40) ? DeviceFault.Phone
            : state is null ? DeviceFault.UnknownState
            : certificate is null && state != DeviceState.InStock ? DeviceFault.NeedsCertificate
            : null;
        var isSim = kind == DeviceKind.SimPki;
        return new DeviceLine(number, certificate, kind ?? DeviceKind.EToken, serial, isSim ? phone : null, isSim ? carrier : null, state ?? DeviceState.InStock, fault);
    }

    private static readonly Dictionary<string, DeviceKind> Kinds = new() { ["e-token"] = DeviceKind.EToken, ["etoken"] = DeviceKind.EToken, ["pki token"] = DeviceKind.EToken, ["sim pki"] = DeviceKind.SimPki };

    private static readonly Dictionary<string, DeviceState> States = Enum.GetValues<DeviceState>().ToDictionary(s => SearchText.Fold(RegistryNames.Of(s)));

    [GeneratedRegex("^[A-Z0-9-]{4,60}$")]
    private static partial Regex SerialNumber();

    [GeneratedRegex(@"^(0|\+84)\d{9,10}$", RegexOptions.ExplicitCapture)]
    private static partial Regex PhoneNumber();
}

/// <summary>Why a line of the list of devices is not entered.</summary>
internal enum DeviceFault
{
    /// <summary>Neither token nor SIM.</summary>
    UnknownKind,

    /// <summary>No serial, or one that cannot be.</summary>
    Serial,

    /// <summary>A SIM without a number that can be.</summary>
    Phone,

    /// <summary>No such state.</summary>
    UnknownState,

    /// <summary>A device in somebody's hands, and no certificate that says whose.</summary>
    NeedsCertificate,

    /// <summary>Its certificate was not entered by this import.</summary>
    CertificateNotEntered,

    /// <summary>The device is in the registry.</summary>
    KnownDevice,
}
