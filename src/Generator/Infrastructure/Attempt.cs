using System;
using System.Linq;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>
/// Runs the compiler for one class, so that an exception costs that class alone: after one that escapes, Roslyn keeps nothing that was
/// generated.
/// </summary>
internal static class Attempt
{
    // A message is one line in a list of errors.
    private const int LongestMessage = 300;

    /// <summary>Runs a function of one class. If the function throws, returns the result for the description of the exception.</summary>
    public static T Run<T>(Func<T> function, Func<string, T> otherwise)
    {
        try
        {
            return function();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return otherwise(Describe(exception));
        }
    }

    /// <summary>The type of an exception, its message, and the method of the generator that it came from, in one line.</summary>
    public static string Describe(Exception exception)
    {
        string message = string.Join(" ", exception.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (message.Length > LongestMessage)
            message = message.Substring(0, LongestMessage) + "...";
        return $"{exception.GetType().Name}: {message}{(Place(exception) is { } place ? $" (in {place})" : "")}";
    }

    // The lines of a stack begin with a word in the language of the system.
    private static string? Place(Exception exception)
    {
        string space = typeof(OptimizeGenerator).Namespace + ".";
        string? line = exception.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains(space));
        if (line is null)
            return null;
        string method = line.Substring(line.IndexOf(space, StringComparison.Ordinal) + space.Length);
        int end = method.IndexOf('(');
        return end < 0 ? method.Trim() : method.Substring(0, end);
    }
}
