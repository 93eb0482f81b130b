using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ThanhHoa.DigitalSignature.Agent.Operations;

namespace ThanhHoa.DigitalSignature.Agent.Consent;

/// <summary>Puts the consent window in front of the user. The secret travels in the fragment, which browsers neither send nor log.</summary>
internal sealed class WindowOpener(AgentOptions options, ILogger<WindowOpener> logger)
{
    public async Task Open(Operation operation, HttpContext context)
    {
        var address = new Uri(string.Create(
            CultureInfo.InvariantCulture, $"http://127.0.0.1:{context.Connection.LocalPort}/consent/{operation.Id}#{operation.Ticket.Secret}"));
        if (options.OpenWindow is { } open)
            await open(address);
        else if (options.OpenCommand is null && !HasDesktop())
            Console.WriteLine("Mở địa chỉ này để xác nhận / Open this address to confirm: " + address);
        else
            Start(operation, address.AbsoluteUri);
    }

    private void Start(Operation operation, string address)
    {
        try
        {
            using var started = Process.Start(Command(address));
        }
        catch (Exception failed) when (failed is Win32Exception or FileNotFoundException)
        {
            logger.LogError("The consent window cannot be opened: {Reason}", failed.Message);
            operation.Refuse(RefusalCode.WindowClosed, "The consent window cannot be opened.");
        }
    }

    private ProcessStartInfo Command(string address)
    {
        if (options.OpenCommand is null && OperatingSystem.IsWindows())
            return new ProcessStartInfo(address) { UseShellExecute = true };
        var words = (options.OpenCommand ?? (OperatingSystem.IsMacOS() ? "open" : "xdg-open")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!words.Any(word => word.Contains("{url}", StringComparison.Ordinal)))
            words = [.. words, "{url}"];
        // No shell in between: the address is one argument whatever it contains.
        var command = new ProcessStartInfo(words[0]) { UseShellExecute = false };
        foreach (var word in words.Skip(1))
            command.ArgumentList.Add(word.Replace("{url}", address, StringComparison.Ordinal));
        return command;
    }

    private static bool HasDesktop() =>
        !OperatingSystem.IsLinux()
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY"))
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"));
}
