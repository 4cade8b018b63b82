using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Samples.Shared;

/// <summary>The frame of a program on the command line: help, and what happens when something is wrong.</summary>
internal static class CommandLineProgram
{
    /// <summary>Runs the program.</summary>
    /// <param name="name">The name of the program, before each message.</param>
    /// <param name="help">The text that --help prints.</param>
    /// <param name="words">The command line.</param>
    /// <param name="run">The work of the program.</param>
    /// <returns>The exit code: 2 when the command line is wrong, 1 when a file cannot be written.</returns>
    public static int Run(string name, string help, IReadOnlyList<string> words, Action<CommandLine> run)
    {
        try
        {
            if (words.Contains("--help"))
                Console.Write(help);
            else
                run(new CommandLine(words));
            return 0;
        }
        catch (UsageException wrong)
        {
            Console.Error.WriteLine($"{name}: {wrong.Message}");
            return 2;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{name}: {failure.Message}");
            return 1;
        }
    }
}
