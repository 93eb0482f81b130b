namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>A private temporary file that disappears when it is closed.</summary>
internal static class Spool
{
    public static FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"thds-{Guid.NewGuid():N}"), options);
    }
}
