namespace ThanhHoa.DigitalSignature.Agent.Consent;

/// <summary>A file of the consent window, embedded in the assembly.</summary>
internal static class WindowFile
{
    public static IResult Serve(string name)
    {
        var stream = typeof(WindowFile).Assembly.GetManifestResourceStream("window/" + name);
        return stream is null ? Results.NotFound() : Results.Stream(stream, TypeOf(name));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
