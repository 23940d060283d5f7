<?php
/*
Раздел «Наставничество» прямо в странице сайта на PHP 7.4 и новее: текст берётся из банка практик и хранится у вас,
поэтому страница открывается и тогда, когда банк не отвечает.

Как пользоваться
1. Положите этот файл в папку страницы.
2. Там, где должен быть раздел, вставьте строку; адрес своей школы возьмите на странице банка «Код для сайта школы»:
       <?php require_once 'nastavnik.php'; nastavnik('https://bank.example/embed/v1/s/gym12/'); ?>
3. Откройте страницу. Если видна только ссылка «Наставничество», причина записана в журнале ошибок PHP; следующая
   попытка будет через пять минут.

Кодировка страницы может быть любой: раздел состоит из знаков ASCII, русские буквы записаны в нём числами (&#1053;).
Текст обновляется раз в час; другой срок в секундах – второе число: nastavnik('https://…/', 86400).
Хранится он рядом с этим файлом (nastavnik-….html), а если туда нельзя писать – в папке временных файлов сервера.
Из банка принимаются только заголовки, абзацы, списки и ссылки. Всё остальное, например скрипт или рамка, отвергается
целиком, и на странице остаётся прежний текст.
*/

const NASTAVNIK_WAIT = 3;       // seconds a visitor may wait for the bank
const NASTAVNIK_RETRY = 300;    // seconds until the next attempt after one that failed
const NASTAVNIK_SIZE = 262144;  // bytes of the longest text taken

/* Prints the section, else the last one that was had, else a link. */
function nastavnik(string $address, int $fresh = 3600): void
{
    $address = rtrim($address, '/') . '/';
    $file = nastavnik_file($address);
    clearstatcache();
    $html = (string) @file_get_contents($file);
    // The temporary folder of a shared server is open to its other tenants, so what was kept is judged like what was fetched.
    $html = nastavnik_is_safe($html) ? $html : '';
    $age = time() - (int) @filemtime($file);
    // Before asking, what is there is put back as if it were to expire when the next attempt is due. So nobody else asks
    // meanwhile, and if the bank is dead only one visitor in five minutes waits for it.
    if (($age >= $fresh || $age < -NASTAVNIK_RETRY) && nastavnik_keep($file, $html, time() - $fresh + NASTAVNIK_RETRY)) {
        $fetched = nastavnik_fetch($address . 'fragment.html');
        if (nastavnik_is_safe($fetched)) {
            $html = $fetched;
            nastavnik_keep($file, $html, time());
        } else {
            error_log('nastavnik.php: ' . ($fetched === '' ? 'банк не ответил' : 'в ответе банка лишняя разметка') . ': ' . $address);
        }
    }
    // «Наставничество» in numbers, for pages of any encoding.
    $title = '&#1053;&#1072;&#1089;&#1090;&#1072;&#1074;&#1085;&#1080;&#1095;&#1077;&#1089;&#1090;&#1074;&#1086;';
    echo $html !== '' ? $html : '<p><a href="' . htmlspecialchars($address, ENT_QUOTES) . '">' . $title . "</a></p>\n";
}

/* True for plain ASCII of paired headings, paragraphs, lists and links, and nothing else. */
function nastavnik_is_safe(string $html): bool
{
    $tag = '~<(/?)(h[2-4]|p|ul|ol|li|a|br)((?<=<a) href="(?:https?://|mailto:|tel:)[^"<>\s]+")?>~';
    if (strpos($html, '</p>') === false || preg_match('~[^\t\r\n -\x7E]~', $html) || strpbrk((string) preg_replace($tag, '', $html), '<>') !== false) {
        return false;
    }
    // Paired, because an answer cut short could end inside a link and make one of the rest of the page.
    $open = [];
    preg_match_all($tag, $html, $tags, PREG_SET_ORDER);
    foreach ($tags as $found) {
        if ($found[1] === '' && $found[2] !== 'br') {
            $open[] = $found[2];
        } elseif ($found[1] === '/' && array_pop($open) !== $found[2]) {
            return false;
        }
    }
    return $open === [];
}

/* Where the text of an address is kept. */
function nastavnik_file(string $address): string
{
    return (is_writable(__DIR__) ? __DIR__ : sys_get_temp_dir()) . '/nastavnik-' . md5($address . __FILE__) . '.html';
}

/* Puts a text in place in one move, so that nobody reads half of it; false where nothing can be written. */
function nastavnik_keep(string $file, string $html, int $time): bool
{
    $draft = $file . '.' . bin2hex(random_bytes(8));
    $kept = @file_put_contents($draft, $html) === strlen($html) && @touch($draft, $time) && @rename($draft, $file);
    if (!$kept) {
        @unlink($draft);
        error_log('nastavnik.php: нельзя записать файл ' . $file);
    }
    return $kept;
}

/* The body of an answer 200, or an empty text. Redirects are not followed: the address of a section never changes. */
function nastavnik_fetch(string $url): string
{
    if (!preg_match('~^https?://~', $url)) {
        return '';
    }
    $html = '';
    $enough = microtime(true) + NASTAVNIK_WAIT;
    if (function_exists('curl_init')) {
        $curl = curl_init($url);
        curl_setopt_array($curl, [
            CURLOPT_SSL_VERIFYPEER => true, CURLOPT_SSL_VERIFYHOST => 2, CURLOPT_TIMEOUT => NASTAVNIK_WAIT, CURLOPT_NOSIGNAL => true,
            CURLOPT_WRITEFUNCTION => function ($curl, string $part) use (&$html): int {
                $html .= $part;
                return strlen($html) <= NASTAVNIK_SIZE ? strlen($part) : 0;
            },
        ]);
        return curl_exec($curl) && curl_getinfo($curl, CURLINFO_RESPONSE_CODE) === 200 ? $html : '';
    }
    $stream = @fopen($url, 'rb', false, stream_context_create([
        'http' => ['timeout' => NASTAVNIK_WAIT, 'follow_location' => 0, 'header' => "Connection: close\r\n"],
        'ssl' => ['verify_peer' => true, 'verify_peer_name' => true],
    ]));
    if (!$stream || !preg_match('~^HTTP/\S+ 200\b~', stream_get_meta_data($stream)['wrapper_data'][0])) {
        return '';
    }
    while (!feof($stream) && strlen($html) <= NASTAVNIK_SIZE && microtime(true) < $enough) {
        $html .= (string) fread($stream, 8192);
    }
    return feof($stream) && strlen($html) <= NASTAVNIK_SIZE && !stream_get_meta_data($stream)['timed_out'] ? $html : '';
}
