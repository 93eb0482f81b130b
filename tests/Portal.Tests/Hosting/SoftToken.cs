using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

/// <summary>A PKCS#11 token like a leader's E-token: SoftHSM2, filled with a key and its certificate by the vendors' own tools.</summary>
internal sealed partial class SoftToken : IDisposable
{
    public const string Pin = "246813";

    private static readonly string[] Places =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"];

    private readonly string folder = Directory.CreateTempSubdirectory("token-").FullName;

    public SoftToken(X509Certificate2 certificate)
    {
        Module = Places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("SoftHSM2 is missing: install softhsm2.");
        Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        var configuration = Path.Combine(folder, "softhsm2.conf");
        File.WriteAllText(configuration, $"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n");
        // The library reads the environment of the C runtime, which .NET's own does not reach on Unix.
        Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF", configuration, 1));
        var (key, der) = (Path.Combine(folder, "key.pem"), Path.Combine(folder, "certificate.der"));
        using (var rsa = certificate.GetRSAPrivateKey()!) File.WriteAllText(key, rsa.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(der, certificate.RawData);
        Run(configuration, "softhsm2-util", "--init-token", "--free", "--label", "Ky so", "--pin", Pin, "--so-pin", "87654321");
        Run(configuration, "softhsm2-util", "--import", key, "--token", "Ky so", "--label", "signing", "--id", "01", "--pin", Pin);
        Run(configuration, "pkcs11-tool", "--module", Module, "--token-label", "Ky so", "--login", "--pin", Pin, "--write-object", der, "--type", "cert", "--id", "01", "--label", "signing");
        File.Delete(key);
    }

    public string Module { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void Run(string configuration, string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SOFTHSM2_CONF"] = configuration },
        })!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{tool}: {said}");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
