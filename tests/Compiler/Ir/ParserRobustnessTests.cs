using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

/// <summary>The text may come from any assembly: whatever it is, the parser gives a valid program or none, and never throws.</summary>
public class ParserRobustnessTests
{
    private static readonly string[] Fragments =
    [
        "%", "%-1", "%99999999999999999999", "%2147483647", "%4294967296", "-1", "9223372036854775808", "-9223372036854775809", "1e999",
        "#", "#FFFFFFFFFFFFFFFFF", "\"", "\\", "\"\"", " ", "  ", "\n", "\r\n", "\t", "as", "=", "NaN", "Infinity", "Element", "Long",
        "Bool",
        "Select", "Constant", "State", "Hyperparameter", "learningRate", "require", "parameter", "state", "rule", "input", "output", "Input",
        "Region", "Row", "\0", "\uD800", "١", "−",
    ];

    [Fact]
    public void EveryPrefixIsAProgramOrNone()
    {
        foreach (string text in Samples.All)
        {
            for (int length = 0; length < text.Length - 1; length++)
                IsProgramOrNone(text[..length]);
        }
    }

    [Fact]
    public void NoTextWithoutItsLastLineIsAProgram()
    {
        foreach (string text in Samples.All)
        {
            int last = text.LastIndexOf('\n', text.Length - 2);
            Assert.Null(ProgramParser.Parse(text[..last]));
        }
    }

    [Fact]
    public void WithoutAnyOneLineItIsAProgramOrNone()
    {
        foreach (string text in Samples.All)
        {
            List<string> lines = [.. text.Split('\n')];
            for (int i = 0; i < lines.Count; i++)
                IsProgramOrNone(string.Join('\n', lines.Where((_, n) => n != i)));
        }
    }

    [Fact]
    public void WithAnyWordReplacedItIsAProgramOrNone()
    {
        foreach (string text in Samples.All)
        {
            string[] words = text.Split(' ');
            for (int i = 0; i < words.Length; i++)
            {
                foreach (string fragment in Fragments.Append(""))
                {
                    string[] changed = [.. words];
                    changed[i] = fragment;
                    IsProgramOrNone(string.Join(' ', changed));
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AfterRandomDamageItIsAProgramOrNone(int seed)
    {
        var random = new Random(seed);
        for (int n = 0; n < 3000; n++)
        {
            string text = random.Next(4) == 0
                ? ProgramPrinter.Print(RandomPrograms.Of(random.Next(50)))
                : RandomValues.Pick(random, Samples.All);
            for (int damage = random.Next(1, 4); damage > 0; damage--)
                text = Damaged(text, random);
            IsProgramOrNone(text);
        }
    }

    private static string Damaged(string text, Random random)
    {
        if (text.Length == 0)
            return text;
        int at = random.Next(text.Length);
        switch (random.Next(6))
        {
            case 0:
                return text.Remove(at, 1);
            case 1:
                return text.Insert(at, RandomValues.Pick(random, Fragments));
            case 2:
                return text.Insert(at, ((char)random.Next(0x80)).ToString());
            case 3:
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return Encoding.UTF8.GetString(bytes);
            case 4:
                string[] lines = text.Split('\n');
                int i = random.Next(lines.Length), j = random.Next(lines.Length);
                (lines[i], lines[j]) = (lines[j], lines[i]);
                return string.Join('\n', lines);
            default:
                return text[..at] + text[random.Next(at, text.Length)..];
        }
    }

    private static void IsProgramOrNone(string text)
    {
        Exception? exception = Record.Exception(() =>
        {
            if (ProgramParser.Parse(text) is { } program)
                Assert.Null(Verifier.Check(program));
        });
        Assert.True(exception is null, $"{exception}\n{text}");
    }
}
