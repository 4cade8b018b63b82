using System;
using System.Linq;

namespace EmbeddingsSample;

/// <summary>The loss below which a model must fall to show that it knows which words go together.</summary>
internal static class LeastLoss
{
    /// <summary>The least mean loss of a model that knows how frequent words are, but not which one it has before it.</summary>
    /// <remarks>
    /// A context c is real with probability p(c) and one of the k drawn ones with k q(c). Whoever does not look at the word can at best say
    /// that it is real with probability p / (p + k q), which leaves the entropy of that: the sum over c of -p log(p / (p + k q)) - k q
    /// log(k q / (p + k q)).
    /// </remarks>
    public static double WithoutTheWord(Vocabulary words) => words.Share.Zip(words.Noise, (p, q) =>
    {
        double drawn = WordVectors.Drawn * q;
        return -(p * Math.Log(p / (p + drawn))) - (drawn * Math.Log(drawn / (p + drawn)));
    }).Sum();
}
