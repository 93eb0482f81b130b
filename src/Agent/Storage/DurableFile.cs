using System.Text.Json;

namespace ThanhHoa.DigitalSignature.Agent.Storage;

/// <summary>A small JSON file that is either the old or the new one after a power cut, never half of each.</summary>
internal sealed class DurableFile(string folder, string name)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly string path = Path.Combine(folder, name);

    public T Read<T>(T whenAbsent)
    {
        if (!File.Exists(path))
            return whenAbsent;
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) ?? whenAbsent;
        }
        catch (JsonException broken)
        {
            throw new AgentStartException($"Không đọc được {path}; hãy đổi tên tệp này rồi mở lại phần mềm. / {path} is unreadable; rename it and start again.", broken);
        }
    }

    public void Write<T>(T value)
    {
        CreatePrivateFolder(folder);
        var beside = path + ".new";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(stream, value, Json);
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    public static void CreatePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
