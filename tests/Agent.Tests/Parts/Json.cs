using System.Text.Json;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Parts;

internal static class Json
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
