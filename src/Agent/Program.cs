using System.Globalization;
using ThanhHoa.DigitalSignature.Agent;

var configuration = new ConfigurationBuilder()
    .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
    .AddEnvironmentVariables()
    .AddCommandLine(args)
    .Build();
var options = new AgentOptions();
configuration.GetSection("Agent").Bind(options);

try
{
    await using var agent = await AgentHost.StartAsync(options);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Phần mềm ký số đang chạy tại {agent.Address} / The signing agent is ready."));
    await agent.WaitForShutdownAsync();
    return 0;
}
catch (AgentStartException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 3;
}
