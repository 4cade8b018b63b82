using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace Samples.Shared;

/// <summary>Makes options whose errors say which values the options take.</summary>
internal static class CheckedOption
{
    /// <summary>Makes an option whose value is a number from 1 onward.</summary>
    /// <param name="name">The name of the option, with its dashes.</param>
    /// <param name="description">The text of the help.</param>
    /// <param name="most">The greatest number that the option takes.</param>
    /// <param name="preset">The value of an option that is not given.</param>
    public static Option<int> Count(string name, string description, int most, int preset) => new(name)
    {
        Description = $"{description}, 1 to {most}",
        HelpName = "N",
        DefaultValueFactory = _ => preset,
        CustomParser = value => Numbers(value, name, 1, most).FirstOrDefault(),
    };

    /// <summary>Makes an option whose value is a number from 1 onward, and which can be given more than once.</summary>
    /// <param name="name">The name of the option, with its dashes.</param>
    /// <param name="description">The text of the help.</param>
    /// <param name="most">The greatest number that the option takes.</param>
    /// <param name="preset">The values of an option that is not given.</param>
    public static Option<int[]> Counts(string name, string description, int most, int[] preset) => new(name)
    {
        Description = $"{description}, 1 to {most}",
        HelpName = "N",
        DefaultValueFactory = _ => preset,
        CustomParser = value => Numbers(value, name, 1, most),
    };

    /// <summary>Makes the option --seed.</summary>
    /// <param name="description">The text of the help.</param>
    /// <param name="preset">The seed if the option is not given.</param>
    public static Option<ulong> Seed(string description, ulong preset) => new("--seed")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => preset,
        CustomParser = value => Numbers(value, "--seed", ulong.MinValue, ulong.MaxValue).FirstOrDefault(),
    };

    /// <summary>Makes an option whose value is a text: neither empty nor like an option.</summary>
    /// <param name="name">The name of the option, with its dashes.</param>
    /// <param name="description">The text of the help.</param>
    /// <param name="helpName">The name of the value in the help.</param>
    /// <param name="preset">The value of an option that is not given; null for none.</param>
    public static Option<string> Text(string name, string description, string helpName, string? preset = null)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName };
        if (preset is not null)
            option.DefaultValueFactory = _ => preset;
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value == "" || token.Value.StartsWith("--", StringComparison.Ordinal)))
                result.AddError($"{name} needs a value");
        });
        return option;
    }

    /// <summary>Makes an option that has no value.</summary>
    /// <param name="name">The name of the option, with its dashes.</param>
    /// <param name="description">The text of the help.</param>
    public static Option<bool> Flag(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.Zero,
    };

    private static T[] Numbers<T>(ArgumentResult value, string name, T least, T most)
        where T : IBinaryInteger<T>
    {
        List<T> numbers = [];
        foreach (Token token in value.Tokens)
        {
            string text = token.Value;
            if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T? number) && number >= least && number <= most)
                numbers.Add(number);
            else
                value.AddError($"{name} takes a whole number from {least} to {most}, not '{text}'");
        }

        return [.. numbers];
    }
}
