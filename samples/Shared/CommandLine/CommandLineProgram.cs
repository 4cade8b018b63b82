using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;

namespace Samples.Shared;

/// <summary>Runs a command as a program that explains in one line what has gone wrong.</summary>
internal static class CommandLineProgram
{
    /// <summary>Runs the program.</summary>
    /// <param name="command">The command with its options.</param>
    /// <param name="words">The command line.</param>
    /// <param name="run">The work of the program.</param>
    /// <returns>The exit code: 2 when the command line is wrong, 1 when a file cannot be read or written.</returns>
    public static int Run(RootCommand command, IReadOnlyList<string> words, Action<ParseResult> run)
    {
        command.SetAction(run);
        try
        {
            // The name of a file may begin with an @.
            ParseResult parsed = command.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
                throw new UsageException(FirstError(parsed));
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException wrong)
        {
            return Fail(command, wrong, exitCode: 2);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(command, failure, exitCode: 1);
        }
    }

    // A wrong value comes first: what follows an option without a value would otherwise be called an unknown option.
    private static string FirstError(ParseResult parsed)
    {
        ParseError first = parsed.Errors.FirstOrDefault(error => error.SymbolResult is not CommandResult) ?? parsed.Errors[0];
        return first.SymbolResult is CommandResult && parsed.UnmatchedTokens is [string unknown, ..]
            ? $"unknown option '{unknown}'; --help lists those there are"
            : first.Message;
    }

    private static int Fail(RootCommand command, Exception failure, int exitCode)
    {
        Console.Error.WriteLine($"{command.Name}: {failure.Message}");
        return exitCode;
    }
}
