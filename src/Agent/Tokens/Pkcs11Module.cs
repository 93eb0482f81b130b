using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace ThanhHoa.DigitalSignature.Agent.Tokens;

/// <summary>
/// A vendor's PKCS#11 library. Loaded once and for the life of the process: C_Initialize and C_Finalize are per process
/// (PKCS#11 2.40 §5.4), and several vendors' libraries crash when they are loaded a second time.
/// </summary>
internal sealed class Pkcs11Module
{
    private static readonly ConcurrentDictionary<string, Lazy<Pkcs11Module>> Loaded = new(StringComparer.Ordinal);
    private readonly IPkcs11Library library;

    private Pkcs11Module(string path)
    {
        ResolveLibdl();
        Factories = new Pkcs11InteropFactories();
        library = Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, path, AppType.MultiThreaded);
    }

    public Pkcs11InteropFactories Factories { get; }

    /// <summary>Held for the length of one call: libraries claim to be thread-safe more often than they are.</summary>
    public Lock Gate { get; } = new();

    public static Pkcs11Module Load(string path)
    {
        var lazy = Loaded.GetOrAdd(path, key => new Lazy<Pkcs11Module>(() => new Pkcs11Module(key)));
        try
        {
            return lazy.Value;
        }
        catch (Exception failed) when (failed is Pkcs11Exception or LibraryArchitectureException or UnmanagedException or BadImageFormatException or DllNotFoundException)
        {
            // Forgotten, so that installing the driver helps without a restart of the agent.
            Loaded.TryRemove(KeyValuePair.Create(path, lazy));
            throw new RefusedException(RefusalCode.DeviceFailed, failed.Message);
        }
    }

    /// <exception cref="RefusedException">device-failed.</exception>
    public IReadOnlyList<Pkcs11Token> Present()
    {
        lock (Gate)
        {
            try
            {
                var tokens = new List<Pkcs11Token>();
                foreach (var slot in library.GetSlotList(SlotsType.WithTokenPresent))
                {
                    if (Pkcs11Token.In(slot, this) is { } token)
                        tokens.Add(token);
                }
                return tokens;
            }
            catch (Pkcs11Exception failed)
            {
                throw new RefusedException(RefusalCode.DeviceFailed, $"{failed.Method} answered {failed.RV}.");
            }
        }
    }

    /// <summary>Pkcs11Interop asks for "libdl", which glibc 2.34 folded into libc.</summary>
    private static void ResolveLibdl()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            NativeLibrary.SetDllImportResolver(
                typeof(Pkcs11InteropFactories).Assembly,
                (name, _, _) => name == "libdl" ? NativeLibrary.Load("libc.so.6") : IntPtr.Zero);
        }
        catch (InvalidOperationException)
        {
            // Set before: by another module, or by a host that shares the process.
        }
    }
}
