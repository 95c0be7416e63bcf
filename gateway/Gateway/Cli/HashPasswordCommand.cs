using System.CommandLine;
using System.Text;
using SmartCity.Gateway.Ingest.Admission;

namespace SmartCity.Gateway.Cli;

/// <summary><c>hash-password</c>: reads a password from standard input, so that it is in no process list, and prints its hash.</summary>
internal static class HashPasswordCommand
{
    public static Command Create()
    {
        var human = new Option<bool>("--human") { Description = "A person made the password up: take as many rounds as OWASP advises." };
        var command = new Command("hash-password", "Read a password from standard input and print its hash for passwordHash.") { human };
        command.SetAction(parsed =>
        {
            if (Console.In.ReadLine() is not { Length: > 0 } password)
            {
                parsed.InvocationConfiguration.Error.WriteLine("expected a password on standard input");
                return ExitCode.Usage;
            }

            var rounds = parsed.GetValue(human) ? PasswordHash.HumanIterations : PasswordHash.DefaultIterations;
            parsed.InvocationConfiguration.Output.WriteLine(PasswordHash.Create(Encoding.UTF8.GetBytes(password), rounds));
            return ExitCode.Ok;
        });
        return command;
    }
}
